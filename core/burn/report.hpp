// SPDX-License-Identifier: LGPL-2.1-or-later
// Report: what a write asked for, was granted and proved. It claims what was seen and no more.
#pragma once

#include "burn/write_control.hpp"
#include "media/medium.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace burnish {

// One track of a session that is written track at once, raw or session at once.
struct TrackReport {
    std::int32_t number = 0;
    bool onDisc = false;  // the disc has the track, cut short or whole; false for a test write
    std::int32_t startLba = 0;
    std::int32_t sectors = 0;         // of the stream, the last one filled up with silence
    std::int32_t paddingSectors = 0;  // silence up to the shortest track
    std::uint64_t bytes = 0;          // of the stream
    std::int32_t pregapSectors = 0;   // of a raw image: of its index 0
    bool data = false;                // of a raw image
    std::string isrc;                 // empty: none
    bool preEmphasis = false;
    bool copyPermitted = false;
    Status status = status::S_OK;  // a failure: the track was cut short
    std::string message;
    std::string sha256;  // of the stream; empty where it was cut short or hashing is off
    std::string proof;   // as Report::proof
    bool verified = false;
    std::int32_t verifiedSectors = 0;
    std::optional<std::int32_t> firstBadLba;
};

inline constexpr const char *TrackAtOnceMode = "track-at-once";
inline constexpr const char *RawCdMode = "raw";

struct Report {
    // Asked
    std::string mode = "data";
    std::string device;
    std::string clientName;
    bool simulate = false;
    VerificationLevel verification = VerificationLevel::None;
    std::int32_t requestedWriteSpeed = -1;
    bool requestedPureCav = false;
    bool requestedClose = false;
    bool requestedOverwrite = false;
    bool underrunProtectionDisabled = false;
    std::uint64_t streamBytes = 0;

    // Granted: the plan
    MediaType mediaType = MediaType::Unknown;
    std::int32_t startLba = 0;
    std::int32_t sectors = 0;         // of the stream
    std::int32_t paddingSectors = 0;  // zeros up to the shortest track or the packet the medium demands
    std::int32_t postgapSectors = 0;
    std::int32_t writeSpeed = 0;  // granted, sectors per second; 0: the drive does not tell
    std::string closing;          // "leave appendable", "close session", "finalize disc" …
    std::vector<std::string> adjustments;
    // Of a raw image
    std::string writeMethod;            // "raw" or "session at once"
    std::string sectorType;             // "pq-only", "cooked", "raw"
    std::vector<std::string> refusals;  // what the drive refused before it took what was written
    std::int32_t startOfLeadout = 0;
    std::string mediaCatalogNumber;
    std::int32_t cdTextPacks = 0;

    // Proven
    Status status = status::S_OK;
    std::string message;  // of the failure; empty on success
    std::string detail;
    std::int32_t writtenSectors = 0;  // accepted by the drive
    std::string sha256;               // of the stream, hexadecimal; empty when hashing is off
    std::string proof;                // "contents not proven", "contents proven by reading back", …
    bool verified = false;            // read back whole, and equal
    std::int32_t verifiedSectors = 0;
    std::optional<std::int32_t> firstBadLba;
    std::vector<std::pair<std::int32_t, std::int32_t>> badExtents;  // start and sectors; differ or cannot be read
    std::vector<TrackReport> tracks;                                // of track at once and of a raw image
    std::string subChannelProof;                                    // of a raw image: what was seen of its sub-channels
    std::optional<std::int32_t> readOffset;  // samples by which the drive reads audio late; empty: not looked for
    std::optional<Medium> before;
    std::optional<Medium> after;  // empty where the disc could not be inspected any more

    // How it went
    std::int32_t lowestFifoPercent = 100;        // while the source had more to give
    std::int32_t lowestDriveBufferPercent = -1;  // filled; -1: not known
    std::uint32_t busyRetries = 0;               // WRITEs resent after 2/04/08
    bool sleepInhibited = false;                 // the computer could not go to sleep
    std::vector<std::pair<std::string, double>> stageSeconds;

    [[nodiscard]] std::string toJson() const;
};

}  // namespace burnish
