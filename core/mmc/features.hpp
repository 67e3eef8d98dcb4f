// SPDX-License-Identifier: LGPL-2.1-or-later
// GET CONFIGURATION (MMC-6, 6.6): profile and features of a drive with the medium in it.
#pragma once

#include "base/bytes.hpp"
#include "base/result.hpp"

#include <cstdint>
#include <vector>

namespace burnish::mmc {

inline constexpr std::size_t FeatureHeaderBytes = 8;
inline constexpr std::size_t LargestFeatureReply = 4096;  // MMC's own lists stay below 1 KiB

namespace feature {
inline constexpr std::uint16_t WriteProtect = 0x0004;
inline constexpr std::uint16_t ProfileList = 0x0000, RemovableMedium = 0x0003, CdTrackAtOnce = 0x002D, CdRead = 0x001E, CdMastering = 0x002E,
                               DvdPlusR = 0x002B, RealTimeStreaming = 0x0107, SerialNumber = 0x0108;
}

struct Feature {
    std::uint16_t code = 0;
    std::uint8_t version = 0;
    bool persistent = false;
    bool current = false;
    std::vector<std::uint8_t> data;  // what follows the descriptor's header of 4 bytes

    // The whole descriptor, header included.
    [[nodiscard]] std::vector<std::uint8_t> descriptor() const;
};

struct Profile {
    std::uint16_t number = 0;
    bool current = false;
};

struct Features {
    std::uint16_t currentProfile = 0;  // 0: no medium, or one that the drive cannot name
    std::vector<Feature> list;

    // nullptr where the drive does not have it.
    [[nodiscard]] const Feature *find(std::uint16_t code) const;
    [[nodiscard]] bool isCurrent(std::uint16_t code) const;
    // Of the profile list, feature 0000h.
    [[nodiscard]] std::vector<Profile> profiles() const;
};

[[nodiscard]] Result<Features> parseFeatures(ByteView reply);

}  // namespace burnish::mmc
