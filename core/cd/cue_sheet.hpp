// SPDX-License-Identifier: LGPL-2.1-or-later
// CueSheet: a cue sheet (CDRWIN's format, in the dialects that rippers write) as values. It opens no audio file.
#pragma once

#include "base/result.hpp"
#include "cd/cd_text.hpp"
#include "cd/sector.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace burnish::cd {

struct CueIndex {
    int number = 1;           // 0 to 99
    std::size_t file = 0;     // which of CueSheet::files
    std::int32_t offset = 0;  // sectors from that file's start
};

using CueRemarks = std::vector<std::pair<std::string, std::string>>;  // REM KEY value, in order

struct CueTrack {
    int number = 1;
    SectorType type = SectorType::Audio;
    std::size_t sectorBytes = SectorBytes;  // of each sector in its file: 2048, 2336, 2352, or 2448 with sub-channels
    std::size_t file = 0;                   // where its INDEX 01 lies
    std::int32_t pregap = 0;                // PREGAP: silence that no file holds
    std::int32_t postgap = 0;
    std::vector<CueIndex> indexes;  // ascending; INDEX 01 is there
    bool preEmphasis = false, copyPermitted = false, scms = false, fourChannels = false;
    std::string isrc;
    std::map<CdTextField, std::string> text;
    CueRemarks remarks;
    int line = 0;  // of the sheet, from 1
};

struct CueFile {
    std::string name;    // as the sheet has it
    std::string format;  // WAVE, BINARY, MOTOROLA, AIFF, MP3, FLAC ...; upper case
    int line = 0;
    // Of TOC files: what is taken of it, in bytes that a track takes (of audio, four for each sample). Without a name:
    // silence.
    std::uint64_t start = 0;
    std::optional<std::uint64_t> length;  // nothing: up to its end
};

struct CueSheet {
    std::string catalog;
    std::string cdTextFile;
    std::map<CdTextField, std::string> text;
    std::string genre;
    std::vector<CdTextBlock>
        cdText;          // languages as a TOC file has them; empty: text, genre and the tracks' text are all
    CueRemarks remarks;  // before the first track
    std::vector<CueFile> files;
    std::vector<CueTrack> tracks;
    std::vector<std::string> warnings;  // what was passed over, with its line
};

// bytes: UTF-8 with or without a byte order mark, UTF-16 with one, or else Latin-1.
// E_BURNISH_CUE_SYNTAX names the line, what is wrong with it and what belongs there.
[[nodiscard]] Result<CueSheet> parseCueSheet(std::string_view bytes);

// CD-TEXT in the sheet itself, Latin-1 and English where it does not say otherwise; with catalogue number and ISRCs
// where there is any text. Empty: none.
[[nodiscard]] std::vector<CdTextBlock> cdTextOf(const CueSheet &sheet);

}  // namespace burnish::cd
