// SPDX-License-Identifier: LGPL-2.1-or-later
// Layout: where the tracks of an audio CD begin and what they say of themselves.
#include "layout.hpp"

#include <glib.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <memory>
#include <numeric>

namespace discsink {

namespace {

constexpr std::uint64_t NanosecondsPerSecond = 1000000000;
constexpr std::int64_t LeadInSectors = 150;  // LBA 0 is 00:02:00

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

bool isCapital(char c) {
    return c >= 'A' && c <= 'Z';
}

// a * b / c to the nearest, without overflow.
std::uint64_t scaleRound(std::uint64_t a, std::uint64_t b, std::uint64_t c) {
    __extension__ using Wide = unsigned __int128;
    return static_cast<std::uint64_t>((Wide{a} * b + c / 2) / c);
}

// Where the tracks after the first begin, in frames; empty where there are none, or in another order.
std::vector<std::uint64_t> laterStarts(const std::vector<ContentsEntry> &entries) {
    std::vector<std::uint64_t> starts;
    for (std::size_t i = 1; i < entries.size(); ++i) {
        const std::uint64_t start = framesAt(entries[i].start);
        if (start <= (i == 1 ? framesAt(entries[0].start) : starts.back())) {
            return {};
        }
        starts.push_back(start);
    }
    return starts;
}

std::string withoutSeparators(std::string_view text) {
    std::string result;
    for (const char c : text) {
        if (c != '-' && c != ' ') {
            result += static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
        }
    }
    return result;
}

}  // namespace

std::uint64_t sectorsOfTrack(std::uint64_t frames) {
    return std::max<std::uint64_t>((frames + FramesPerSector - 1) / FramesPerSector, ShortestTrackSectors);
}

// Where the sound of one track runs on into the next, a track begins with the sector that its first frame lies in.
std::uint64_t silenceAfter(std::uint64_t before, std::uint64_t frames, bool last) {
    const std::uint64_t shortest = (before / FramesPerSector + ShortestTrackSectors) * FramesPerSector;
    std::uint64_t end = std::max(before + frames, shortest);
    if (last) {
        end = (end + FramesPerSector - 1) / FramesPerSector * FramesPerSector;
    }
    return end - before - frames;
}

// Rounded: times in nanoseconds are themselves cut off, and cutting twice loses a frame.
std::uint64_t framesAt(std::uint64_t nanoseconds) {
    return scaleRound(nanoseconds, SampleRate, NanosecondsPerSecond);
}

std::uint64_t nanosecondsOf(std::uint64_t frames) {
    return scaleRound(frames, NanosecondsPerSecond, SampleRate);
}

// ISO 3901: country (2 letters), owner (3 letters or digits), year and number (7 digits).
std::optional<std::string> normalizedIsrc(std::string_view text) {
    const std::string isrc = withoutSeparators(text);
    if (isrc.size() != 12 || !std::all_of(isrc.begin(), isrc.begin() + 2, isCapital) ||
        !std::all_of(isrc.begin() + 2, isrc.begin() + 5, [](char c) { return isCapital(c) || isDigit(c); }) ||
        !std::all_of(isrc.begin() + 5, isrc.end(), isDigit)) {
        return std::nullopt;
    }
    return isrc;
}

// An EAN-13; a UPC of 12 digits is one with a zero before it.
std::optional<std::string> normalizedMcn(std::string_view text) {
    std::string mcn = withoutSeparators(text);
    if (mcn.size() == 12) {
        mcn.insert(0, 1, '0');
    }
    if (mcn.size() != 13 || !std::all_of(mcn.begin(), mcn.end(), isDigit)) {
        return std::nullopt;
    }
    int sum = 0;
    for (std::size_t i = 0; i < mcn.size(); ++i) {
        sum += (mcn[i] - '0') * (i % 2 == 0 ? 1 : 3);
    }
    return sum % 10 == 0 ? std::optional(mcn) : std::nullopt;
}

std::vector<std::uint64_t> cutsOfContents(const std::vector<ContentsEntry> &entries, std::uint64_t duration) {
    std::vector<std::uint64_t> cuts = laterStarts(entries);
    if (cuts.empty()) {
        return {};
    }
    const std::uint64_t end = entries.back().stop;
    const std::uint64_t difference = end > duration ? end - duration : duration - end;
    return difference <= NanosecondsPerSecond ? cuts : std::vector<std::uint64_t>{};
}

std::vector<std::uint64_t> lengthsOfContents(const std::vector<ContentsEntry> &entries) {
    std::vector<std::uint64_t> lengths = laterStarts(entries);
    if (lengths.size() + 1 != entries.size()) {
        return {};
    }
    std::adjacent_difference(lengths.begin(), lengths.end(), lengths.begin());
    lengths.push_back(0);
    return lengths;
}

// A stream of the same file has the same stream id but another group; one that is announced again, as after a new
// link, has both.
bool StreamIdentity::changesTo(std::string_view streamId, std::uint32_t groupId) {
    const bool changes = known_ && (streamId != streamId_ || groupId != groupId_);
    known_ = true;
    streamId_ = streamId;
    groupId_ = groupId;
    return changes;
}

std::string cddbDiscId(const std::vector<std::int64_t> &starts, std::int64_t leadOut) {
    if (starts.empty()) {
        return {};
    }
    std::int64_t sum = 0;
    for (const std::int64_t start : starts) {
        for (std::int64_t seconds = (start + LeadInSectors) / SectorsPerSecond; seconds > 0; seconds /= 10) {
            sum += seconds % 10;
        }
    }
    const std::int64_t length =
        (leadOut + LeadInSectors) / SectorsPerSecond - (starts.front() + LeadInSectors) / SectorsPerSecond;
    std::array<char, 16> text{};
    std::snprintf(text.data(), text.size(), "%02x%04x%02x", static_cast<unsigned>(sum % 255),
                  static_cast<unsigned>(length & 0xFFFF), static_cast<unsigned>(starts.size()));
    return text.data();
}

// SHA-1 over first and last track, lead-out and 99 starts in hexadecimal; base 64 with . _ - for + / =.
std::string musicBrainzDiscId(const std::vector<std::int64_t> &starts, std::int64_t leadOut) {
    if (starts.empty() || starts.size() > MostTracks) {
        return {};
    }
    std::array<char, 16> part{};
    std::snprintf(part.data(), part.size(), "%02X%02X%08X", 1U, static_cast<unsigned>(starts.size()),
                  static_cast<unsigned>(leadOut + LeadInSectors));
    std::string text = part.data();
    for (std::size_t i = 0; i < MostTracks; ++i) {
        const std::int64_t start = i < starts.size() ? starts[i] + LeadInSectors : 0;
        std::snprintf(part.data(), part.size(), "%08X", static_cast<unsigned>(start));
        text += part.data();
    }
    const std::unique_ptr<GChecksum, decltype(&g_checksum_free)> sum(g_checksum_new(G_CHECKSUM_SHA1), g_checksum_free);
    g_checksum_update(sum.get(), reinterpret_cast<const guchar *>(text.data()), static_cast<gssize>(text.size()));
    std::array<guint8, 20> digest{};
    gsize length = digest.size();
    g_checksum_get_digest(sum.get(), digest.data(), &length);
    const std::unique_ptr<gchar, decltype(&g_free)> encoded(g_base64_encode(digest.data(), length), g_free);
    std::string id = encoded.get();
    std::replace(id.begin(), id.end(), '+', '.');
    std::replace(id.begin(), id.end(), '/', '_');
    std::replace(id.begin(), id.end(), '=', '-');
    return id;
}

}  // namespace discsink
