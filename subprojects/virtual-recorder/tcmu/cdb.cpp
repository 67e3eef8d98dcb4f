// SPDX-License-Identifier: LGPL-2.1-or-later
// The operation codes whose data go to the drive: those of MMC, and those of SPC and SBC that a program may try on any
// drive. Everything else is taken for a command that fetches data: a recorder that does not know it sends none.
#include "cdb.hpp"

#include <algorithm>
#include <array>
#include <iterator>

namespace virtual_recorder::attach {

namespace {

constexpr std::uint8_t ToDevice[] = {
    0x04,  // FORMAT UNIT
    0x07,  // REASSIGN BLOCKS
    0x0A,  // WRITE(6)
    0x15,  // MODE SELECT(6)
    0x18,  // COPY
    0x1D,  // SEND DIAGNOSTIC
    0x2A,  // WRITE(10)
    0x2E,  // WRITE AND VERIFY(10)
    0x2F,  // VERIFY(10) with BYTCHK
    0x30,  // SEARCH DATA HIGH(10), EQUAL, LOW
    0x31, 0x32,
    0x39,  // COMPARE
    0x3A,  // COPY AND VERIFY
    0x3B,  // WRITE BUFFER
    0x3F,  // WRITE LONG(10)
    0x40,  // CHANGE DEFINITION
    0x41,  // WRITE SAME(10)
    0x4C,  // LOG SELECT
    0x50,  // XDWRITE(10)
    0x54,  // SEND OPC INFORMATION
    0x55,  // MODE SELECT(10)
    0x5D,  // SEND CUE SHEET
    0x5F,  // PERSISTENT RESERVE OUT
    0x83,  // EXTENDED COPY
    0x8A,  // WRITE(16)
    0x8E,  // WRITE AND VERIFY(16)
    0x8F,  // VERIFY(16)
    0x93,  // WRITE SAME(16)
    0xA3,  // SEND KEY
    0xAA,  // WRITE(12)
    0xAE,  // WRITE AND VERIFY(12)
    0xAF,  // VERIFY(12)
    0xB0,  // SEARCH DATA HIGH(12), EQUAL, LOW
    0xB1, 0xB2,
    0xB5,  // SECURITY PROTOCOL OUT
    0xB6,  // SET STREAMING
    0xBF,  // SEND DISC STRUCTURE
};

}  // namespace

// One length for each group of codes.
std::size_t lengthOfCdb(std::uint8_t operationCode) {
    constexpr std::array<std::size_t, 8> Lengths = {6, 10, 10, 12, 16, 12, 10, 10};
    return Lengths[operationCode >> 5];
}

Direction directionOf(std::uint8_t operationCode) {
    const bool sends = std::find(std::begin(ToDevice), std::end(ToDevice), operationCode) != std::end(ToDevice);
    return sends ? Direction::ToDevice : Direction::FromDevice;
}

}  // namespace virtual_recorder::attach
