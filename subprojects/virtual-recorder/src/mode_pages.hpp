// SPDX-License-Identifier: LGPL-2.1-or-later
// ModePages: the mode pages that a program may set, and what may be set in them.
#pragma once

#include "bytes.hpp"
#include "sense.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace virtual_recorder {

enum class PageControl : std::uint8_t { Current, Changeable, Default, Saved };

inline constexpr std::uint8_t WriteParametersPage = 0x05;
inline constexpr std::uint8_t CapabilitiesPage = 0x2A;
inline constexpr std::uint8_t AllPages = 0x3F;

namespace WriteType {
inline constexpr std::uint8_t TrackAtOnce = 1, SessionAtOnce = 2, Raw = 3;
}

// Mode page 05, taken apart.
struct WriteParameters {
    bool underrunProtection = false;
    bool testWrite = false;
    bool fixedPacket = false;
    std::uint8_t writeType = 0;
    std::uint8_t multiSession = 0;
    std::uint8_t trackMode = 0;
    std::uint8_t blockType = 0;
    std::uint8_t sessionFormat = 0;
    bool alternatingCopy = false;  // the copy permission alternates: SCMS
    std::uint16_t audioPause = 0;  // in front of an audio track, in frames
    // Nothing where the page marks them as not valid.
    std::optional<std::string> mcn = {};
    std::optional<std::string> isrc = {};

    [[nodiscard]] bool audio() const { return blockType == 0; }
    // The host writes all tracks of a session in one go.
    [[nodiscard]] bool wholeSession() const {
        return writeType == WriteType::SessionAtOnce || writeType == WriteType::Raw;
    }
};

class ModePages {
public:
    explicit ModePages(bool raw);  // raw: the drive writes raw sectors

    // All but page 2A, which is made anew each time.
    [[nodiscard]] const Bytes *find(std::uint8_t code, PageControl control) const;
    [[nodiscard]] std::vector<std::uint8_t> codes() const;

    // Sets a page as sent by MODE SELECT, page code and length included. strict: the write parameters must be ones
    // that the medium can be written with.
    [[nodiscard]] std::optional<Sense> select(ByteView page, bool strict);

    [[nodiscard]] WriteParameters writeParameters() const;
    [[nodiscard]] bool writeParametersSet() const { return writeParametersSet_; }

private:
    struct Page {
        Bytes defaults;
        Bytes changeable;
        Bytes current;
    };
    void add(Bytes defaults, Bytes changeable);

    std::map<std::uint8_t, Page> pages_;
    bool raw_ = true;
    bool writeParametersSet_ = false;
};

}  // namespace virtual_recorder
