// SPDX-License-Identifier: LGPL-2.1-or-later
// CD-TEXT for tests: packs with their CRC, and the symbols of a lead-in.
#pragma once

#include "drive.hpp"

namespace test {

// x^16 + x^12 + x^5 + 1, bit by bit as a shift register takes it; inverted.
[[nodiscard]] std::uint16_t crcOf(const Bytes &bytes);
// One pack; the text is filled up with zeros to twelve bytes.
[[nodiscard]] Bytes pack(int type, int track, int number, const std::string &text, int block = 0);
// The four packs of a block of the lead-in, from a running number on, again and again; 96 symbols.
[[nodiscard]] Bytes symbolsOf(const Bytes &packs, std::size_t block);
// An album's title and those of two tracks.
[[nodiscard]] Bytes albumText();

}  // namespace test
