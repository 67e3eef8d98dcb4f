// SPDX-License-Identifier: LGPL-2.1-or-later
// Opens such a recorder.
#include "forging.hpp"

#include "check.hpp"

using namespace burnish;

namespace test {

std::shared_ptr<Recorder> openForging(const Disc &disc, ForgingTransport::Forge forge, int refused, int refusedByte2) {
    auto real = openTransport(disc.device());
    EXPECT_OK(real);
    auto recorder =
        Recorder::open(std::make_unique<ForgingTransport>(std::move(*real), std::move(forge), refused, refusedByte2));
    EXPECT_OK(recorder);
    return *recorder;
}

}  // namespace test
