// SPDX-License-Identifier: LGPL-2.1-or-later
// What the user asks of discsink: the values of its properties.
#pragma once

#include "layout.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace discsink {

enum class Mode { Tao, Raw };
enum class Blank { None, Fast, Full };
enum class Eject { Never, Success, Always };
enum class Verify { None, Quick, Full };
enum class CancelPolicy { Abort, Close };
enum class BoundaryRule { Auto, Stream, Toc, None };
enum class ShortTracks { Pad, Error };
enum class Spool { Auto, None, Track, Disc };
enum class TextEncoding { Latin1, Ascii, MsJis };

struct Settings {
    std::string device;
    Mode mode = Mode::Tao;
    unsigned speed = 0;  // ×; 0: the fastest
    bool simulate = false;
    bool underrunProtection = true;
    bool multiSession = false;
    Blank blank = Blank::None;
    Eject eject = Eject::Never;
    unsigned mediaTimeout = 0;  // seconds
    Verify verify = Verify::Quick;
    CancelPolicy cancelPolicy = CancelPolicy::Abort;
    BoundaryRule boundaries = BoundaryRule::Auto;
    ShortTracks shortTracks = ShortTracks::Pad;
    bool gapless = true;
    int pregap = -1;  // sectors; -1: as the mode has it
    std::string cueSheet;
    bool cdText = true;
    TextEncoding textEncoding = TextEncoding::Latin1;
    DiscText text;  // what the application says of the disc
    bool useTags = true;
    Spool spool = Spool::Auto;
    std::string tempFolder;
    unsigned fifoSize = 0;  // bytes; 0: five seconds of the write speed
    unsigned fifoPrefill = 75;
};

// What the application says of one track; overrides its tags.
struct TrackRequest {
    TrackText text;
    std::uint64_t frames = 0;  // 0: until the next stream
    TrackPlace place;
};

}  // namespace discsink
