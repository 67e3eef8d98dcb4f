// SPDX-License-Identifier: LGPL-2.1-or-later
// What the bridge knows of operation codes, against the commands of MMC as its tables list them.
#include "../../tcmu/cdb.hpp"
#include "../check.hpp"

#include <algorithm>
#include <iterator>

using namespace virtual_recorder;
using namespace virtual_recorder::attach;

namespace {

// Of MMC's commands with a parameter list or data for the medium.
constexpr int Sending[] = {0x04, 0x15, 0x2A, 0x2E, 0x3B, 0x4C, 0x54, 0x55, 0x5D, 0xA3, 0xAA, 0xB5, 0xB6, 0xBF};
// With data for the host.
constexpr int Fetching[] = {0x03, 0x12, 0x1A, 0x23, 0x25, 0x28, 0x3C, 0x42, 0x43, 0x44, 0x46, 0x4A, 0x4D,
                            0x51, 0x52, 0x5A, 0x5C, 0xA0, 0xA2, 0xA4, 0xA8, 0xAC, 0xAD, 0xB9, 0xBD, 0xBE};

}  // namespace

TEST(theDirectionOfEveryMmcCommand) {
    for (const int code : Sending) {
        EXPECT(directionOf(static_cast<std::uint8_t>(code)) == Direction::ToDevice);
    }
    for (const int code : Fetching) {
        EXPECT(directionOf(static_cast<std::uint8_t>(code)) == Direction::FromDevice);
    }
    EXPECT(directionOf(0xF1) == Direction::FromDevice);
}

TEST(theLengthOfACdb) {
    const std::pair<int, std::size_t> lengths[] = {{0x00, 6},  {0x1B, 6},  {0x28, 10}, {0x5D, 10},
                                                   {0x83, 16}, {0xA1, 12}, {0xBE, 12}, {0xF1, 10}};
    for (const auto &[code, length] : lengths) {
        EXPECT_EQ(lengthOfCdb(static_cast<std::uint8_t>(code)), length);
    }
}
