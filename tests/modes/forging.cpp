// SPDX-License-Identifier: LGPL-2.1-or-later
// Opens such a recorder.
#include "forging.hpp"

#include "check.hpp"

using namespace burnish;

namespace test {

std::shared_ptr<Recorder> openForging(const Disc &disc, ForgingTransport::Forge forge,
                                      ForgingTransport::Refuse refuse) {
    auto real = openTransport(disc.device());
    EXPECT_OK(real);
    auto recorder =
        Recorder::open(std::make_unique<ForgingTransport>(std::move(*real), std::move(forge), std::move(refuse)));
    EXPECT_OK(recorder);
    return *recorder;
}

std::shared_ptr<Recorder> openForging(const Disc &disc, ForgingTransport::Forge forge, int refused, int refusedByte2) {
    return openForging(disc, std::move(forge), [refused, refusedByte2](const mmc::Command &command) {
        return command.cdb[0] == refused && command.cdb[2] == refusedByte2;
    });
}

}  // namespace test
