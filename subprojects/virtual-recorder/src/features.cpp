// SPDX-License-Identifier: LGPL-2.1-or-later
// Features: a table of what the drive can do. Which of them are current is told by the medium's type.
#include "features.hpp"

#include "cue_sheet.hpp"
#include "medium_catalogue.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <string>

namespace virtual_recorder {

namespace {

enum class Currency : std::uint8_t { Always, ByMedium, AnyMedium };

struct Feature {
    std::uint16_t code = 0;
    std::uint8_t version = 0;
    Currency currency = Currency::ByMedium;
    Bytes payload;
};

bool contains(std::span<const std::uint16_t> codes, std::uint16_t code) {
    return std::find(codes.begin(), codes.end(), code) != codes.end();
}

bool isCurrent(const Feature &feature, const DriveState &drive) {
    const MediumType *medium = drive.medium();
    switch (feature.currency) {
        case Currency::Always:
            return true;
        case Currency::AnyMedium:
            return medium != nullptr;
        default:
            return medium != nullptr && (contains(medium->features, feature.code) ||
                                         (contains(medium->writeFeatures, feature.code) && drive.loaded->writable()));
    }
}

// Each profile once, highest first.
Bytes profileList(const DriveState &drive) {
    std::vector<std::uint16_t> profiles;
    for (const MediumType &type : mediumCatalogue()) {
        profiles.push_back(type.profile);
    }
    std::sort(profiles.rbegin(), profiles.rend());
    profiles.erase(std::unique(profiles.begin(), profiles.end()), profiles.end());
    Bytes list;
    for (const std::uint16_t profile : profiles) {
        const auto at = list.size();
        list.resize(at + 4);
        put16(list, at, profile);
        list[at + 2] = profile == currentProfile(drive) ? 1 : 0;
    }
    return list;
}

Bytes randomReadable(const DriveState &drive) {
    Bytes payload(8);
    put32(payload, 0, 2048);
    put16(payload, 4, static_cast<std::uint32_t>(drive.speedType().packet));
    payload[6] = 1;  // there is a mode page 01
    return payload;
}

// BUF, session at once, raw, test write, CD-RW, R to W; and the longest cue sheet.
Bytes mastering(const DriveState &drive) {
    constexpr std::uint8_t Raw = 0x08;
    Bytes payload(4);
    payload[0] = static_cast<std::uint8_t>(0x67 | (drive.options.noRaw ? 0 : Raw));
    put24(payload, 1, LongestCueSheet);
    return payload;
}

std::vector<Feature> allFeatures(const DriveState &drive) {
    const std::string serial = serialNumber(drive);
    return {
        {0x0000, 0, Currency::Always, profileList(drive)},
        {0x0001, 2, Currency::Always, {0, 0, 0, 1, 0, 0, 0, 0}},  // core, SCSI
        {0x0002, 1, Currency::Always, {0, 0, 0, 0}},              // morphing
        {0x0003, 0, Currency::Always, {0x29, 0, 0, 0}},           // removable: tray, eject, lock
        {0x0010, 0, Currency::ByMedium, randomReadable(drive)},
        {0x001D, 0, Currency::ByMedium, {}},                                    // multi-read
        {0x001E, 2, Currency::ByMedium, {0x03, 0, 0, 0}},                       // CD read: C2, CD-TEXT
        {0x001F, 1, Currency::ByMedium, {0, 0, 0, 0}},                          // DVD read
        {0x0021, 1, Currency::ByMedium, {0x01, 0x00, 0x01, 0x01, 7, 0, 0, 0}},  // sequential, block type 8, BUF
        {0x002B, 1, Currency::ByMedium, {0x01, 0, 0, 0}},                       // DVD+R, write
        {0x002D, 2, Currency::ByMedium, {0x46, 0, 0x01, 0x01}},  // TAO: BUF, test write, CD-RW, mode 1, audio
        {0x002E, 1, Currency::ByMedium, mastering(drive)},
        {0x0037, 0, Currency::ByMedium, {0, 0x03, 0, 0}},   // CD-RW: both sub-types
        {0x0100, 0, Currency::Always, {}},                  // power management
        {0x0105, 1, Currency::Always, {0, 0, 0, 0}},        // timeout
        {0x0107, 4, Currency::AnyMedium, {0x1F, 0, 0, 0}},  // speeds
        {0x0108, 0, Currency::Always, Bytes(serial.begin(), serial.end())},
    };
}

}  // namespace

std::uint16_t currentProfile(const DriveState &drive) {
    return drive.medium() != nullptr ? drive.medium()->profile : 0;
}

Bytes configuration(const DriveState &drive, FeatureSelection selection, std::uint16_t start) {
    constexpr std::size_t HeaderLength = 8;
    Bytes reply(HeaderLength);
    for (const Feature &feature : allFeatures(drive)) {
        const bool current = isCurrent(feature, drive);
        const bool wanted = selection == FeatureSelection::One ? feature.code == start : feature.code >= start;
        if (!wanted || (selection == FeatureSelection::Current && !current)) {
            continue;
        }
        const auto at = reply.size();
        reply.resize(at + 4);
        put16(reply, at, feature.code);
        const bool persistent = feature.currency == Currency::Always;
        reply[at + 2] = static_cast<std::uint8_t>(feature.version << 2 | (persistent ? 2 : 0) | (current ? 1 : 0));
        reply[at + 3] = static_cast<std::uint8_t>(feature.payload.size());
        reply.insert(reply.end(), feature.payload.begin(), feature.payload.end());
    }
    put32(reply, 0, static_cast<std::uint32_t>(reply.size() - 4));
    put16(reply, 6, currentProfile(drive));
    return reply;
}

// FNV-1a of the path.
std::string serialNumber(const DriveState &drive) {
    std::uint64_t hash = 0xCBF29CE484222325;
    for (const char character : drive.options.folder) {
        hash = (hash ^ static_cast<std::uint8_t>(character)) * 0x100000001B3;
    }
    std::array<char, 20> text{};
    std::snprintf(text.data(), text.size(), "VR%014llX", static_cast<unsigned long long>(hash & 0xFFFFFFFFFFFFFF));
    return text.data();
}

}  // namespace virtual_recorder
