// SPDX-License-Identifier: LGPL-2.1-or-later
// A disc as a raw stream, made for tests by textbook code of its own: main channel, P, Q and R to W of every block.
#pragma once

#include "drive.hpp"

#include <array>

namespace test {

// What a data sector is made of.
enum class Layout { Mode0, Mode1, Formless, Form1, Form2 };

struct RawTrack {
    std::int32_t start = 0;
    std::int32_t pregap = 0;
    int control = 0;
    std::string isrc = {};
    std::vector<std::int32_t> indexes = {};  // LBAs of index 2 and later
    Layout layout = Layout::Mode1;
};

class RawDisc {
public:
    std::vector<RawTrack> tracks = {{0, 150, 0}};
    std::int32_t leadIn = -11849;
    std::int32_t leadOut = 300;
    std::string mcn = {};
    Bytes packs = {};     // CD-TEXT
    int format = 0;       // 00h, or 20h: CD-ROM XA
    int countdownTo = 0;  // of the pause: 0 as the standard has it, 1 as some programs do

    using Q = std::array<std::uint8_t, 12>;
    [[nodiscard]] Q q(std::int32_t lba) const;  // with its CRC
    [[nodiscard]] bool p(std::int32_t lba) const;
    [[nodiscard]] Bytes main(std::int32_t lba) const;     // scrambled where it is data
    [[nodiscard]] Bytes content(std::int32_t lba) const;  // what a reader gets: 2048 bytes of data, 2352 of audio
    [[nodiscard]] Bytes block(std::int32_t lba) const;    // main channel and 96 symbols
    [[nodiscard]] Bytes block16(std::int32_t lba) const;  // main channel and 16 bytes
    [[nodiscard]] std::int32_t end() const { return leadOut + 6750; }

private:
    [[nodiscard]] const RawTrack *trackOf(std::int32_t lba) const;
};

[[nodiscard]] RawDisc::Q withCrc(RawDisc::Q q);
// Puts another Q into a block of 2448 bytes.
[[nodiscard]] Bytes withQ(Bytes block, const RawDisc::Q &q);
[[nodiscard]] Bytes withP(Bytes block, bool p);
[[nodiscard]] Bytes scrambled(Bytes sector);
// Of a sector by the equations of ECMA-130, its user data being as long as its kind has them; scrambled() makes what is
// sent of it.
[[nodiscard]] std::size_t userDataSize(Layout layout);
[[nodiscard]] Bytes dataSector(std::int32_t lba, Layout layout, const Bytes &userData);
[[nodiscard]] Bytes mode1Sector(std::int32_t lba, const Bytes &data);  // scrambled

}  // namespace test
