// SPDX-License-Identifier: LGPL-2.1-or-later
// CD-TEXT (MMC-6, annex J; Sony's packs): titles and names of a disc and its tracks in up to eight languages, as text,
// and as the packs of 18 bytes that a lead-in holds.
#pragma once

#include "base/result.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace burnish::cd {

inline constexpr std::size_t CdTextPackBytes = 18;
using CdTextPack = std::array<std::uint8_t, CdTextPackBytes>;

// Pack types 80h to 85h, 86h, 8Dh and 8Eh: text of the disc, and of each track.
enum class CdTextField : std::uint8_t {
    Title = 0x80,
    Performer = 0x81,
    Songwriter = 0x82,
    Composer = 0x83,
    Arranger = 0x84,
    Message = 0x85,
    DiscId = 0x86,  // of the disc only
    Closed = 0x8D,  // of the disc only
    Code = 0x8E,    // catalogue number of the disc, ISRC of a track
};

enum class CdTextCharset : std::uint8_t { Latin1 = 0x00, Ascii = 0x01, MsJis = 0x80 };

// A genre: one of the 28 codes, and words of its own.
struct CdTextGenre {
    std::uint16_t code = 0;
    std::string text;
};

// One language. All text is UTF-8; track 0 is the disc.
struct CdTextBlock {
    std::uint8_t language = 0x09;  // EBU Tech 3264: 09h English
    CdTextCharset charset = CdTextCharset::Latin1;
    std::map<CdTextField, std::map<int, std::string>> text;
    CdTextGenre genre;
    std::uint8_t copyrightFlags = 0;
};

struct CdTextOptions {
    bool transliterate = false;  // what a charset cannot hold becomes what comes nearest, instead of a refusal
};

struct CdTextPacks {
    std::vector<CdTextPack> packs;     // with sequence numbers and CRCs
    std::vector<int> packsOfBlock;     // of at most 256 each
    std::vector<std::string> changed;  // what was transliterated: "title of track 3: Ż became Z"
};

// firstTrack, lastTrack: as the TOC has them. Up to eight blocks, each with a language of its own.
// E_BURNISH_CD_TEXT_CHARACTER names the character, the field and the track; E_BURNISH_CD_TEXT_TOO_LONG tells how many
// packs are needed and that 256 is the most; E_INVALIDARG.
[[nodiscard]] Result<CdTextPacks> encodeCdText(const std::vector<CdTextBlock> &blocks, int firstTrack, int lastTrack,
                                               const CdTextOptions &options);

// Packs as a disc or a .cdt file has them (a header of four bytes and a last zero byte are recognised). Packs with a
// wrong CRC are left out and counted.
struct CdTextContents {
    std::vector<CdTextBlock> blocks;
    int firstTrack = 1, lastTrack = 0;
    int badPacks = 0;
    std::vector<std::string> warnings;  // what was left out: a block in a character set that is not known
};
[[nodiscard]] Result<CdTextContents> decodeCdText(std::span<const std::uint8_t> bytes);

// The packs alone, whatever is in them.
[[nodiscard]] Result<std::vector<CdTextPack>> splitCdText(std::span<const std::uint8_t> bytes);

[[nodiscard]] bool crcHolds(const CdTextPack &pack);

// A pack as 24 symbols of six bits, as sub-channels R to W of a lead-in carry it; and back.
[[nodiscard]] std::array<std::uint8_t, 24> symbolsOf(const CdTextPack &pack);
[[nodiscard]] CdTextPack packOf(std::span<const std::uint8_t, 24> symbols);

}  // namespace burnish::cd
