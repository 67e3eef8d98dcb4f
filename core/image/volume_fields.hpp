// SPDX-License-Identifier: GPL-3.0-or-later
// Volume fields: what an image's descriptor tells about it besides its name.
#pragma once

#include "base/result.hpp"
#include "image/iso_library.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace burnish {

enum class VolumeText { Publisher, Preparer, Application, System, VolumeSet, Copyright, Abstract, Bibliography };
constexpr std::size_t VolumeTexts = 8;
enum class VolumeTime { Creation, Modification, Expiration, Effective };
constexpr std::size_t VolumeTimes = 4;

// Whether the text is the name of a file in the root folder.
[[nodiscard]] constexpr bool namesFile(VolumeText field) {
    return field >= VolumeText::Copyright;
}
[[nodiscard]] const char *nameOf(VolumeText field);

struct VolumeFields {
    std::array<std::optional<std::string>, VolumeTexts> texts;   // empty: not chosen
    std::array<std::optional<std::int64_t>, VolumeTimes> times;  // seconds since 1970
    [[nodiscard]] std::optional<std::string> &operator[](VolumeText field) {
        return texts[static_cast<std::size_t>(field)];
    }
    [[nodiscard]] std::optional<std::int64_t> &operator[](VolumeTime time) {
        return times[static_cast<std::size_t>(time)];
    }
    [[nodiscard]] const std::optional<std::string> &operator[](VolumeText field) const {
        return texts[static_cast<std::size_t>(field)];
    }
    [[nodiscard]] const std::optional<std::int64_t> &operator[](VolumeTime time) const {
        return times[static_cast<std::size_t>(time)];
    }
};

// E_INVALID_PARAM: too long, or characters that a descriptor cannot hold.
[[nodiscard]] Result<void> checkVolumeText(VolumeText field, const std::string &text);
// E_INVALID_DATE: before 1970 or after 9999.
[[nodiscard]] Result<void> checkVolumeTime(std::int64_t seconds);
// E_INVALID_DATE: they contradict each other. created: what stands for times that were not chosen.
[[nodiscard]] Result<void> checkVolumeTimes(const VolumeFields &fields, std::int64_t created);

// Puts the texts that were chosen into libisofs's image, and takes out what an imported one has.
void setVolumeTexts(IsoImage *image, const VolumeFields &fields);
// Puts them into a primary volume descriptor as they are: libisofs makes capitals of them there, and _ of a dot.
void writeVolumeTexts(std::span<std::uint8_t> descriptor, const VolumeFields &fields);
[[nodiscard]] VolumeFields volumeTextsOf(IsoImage *image);

}  // namespace burnish
