// SPDX-License-Identifier: LGPL-2.1-or-later
// The engine burns an image through libcdio to a drive of the kernel: CDIO_IMAGE to CDIO_NODE.
#include "data_support.hpp"

#include "stream/file_stream.hpp"
#include "transport/cdio.hpp"

#include <cstdlib>

using namespace burnish;
using namespace test;

TEST(anImageIsBurnedThroughLibcdio) {
    const std::string node = std::getenv("CDIO_NODE");
    auto transport = openCdio("cdio:" + node, CdioDevice{node});
    EXPECT_OK(transport);
    auto recorder = Recorder::open(std::move(*transport));
    EXPECT_OK(recorder);
    auto image = FileStream::open(std::getenv("CDIO_IMAGE"));
    EXPECT_OK(image);
    const auto format = dataFormat(*recorder);
    change(*format, [](DataSettings &s) {
        s.verification = VerificationLevel::Full;
        s.forceMediaToBeClosed = true;
    });
    const auto outcome = write(*format, **image);
    EXPECT_EQ(outcome.status, status::S_OK);
    EXPECT(outcome.report->verified);
}
