// SPDX-License-Identifier: LGPL-2.1-or-later
// CD-RW in two sizes: CD-R whose contents can be blanked. The smaller one is of the first kind, up to 4x; the larger
// one is a high-speed disc.
#include "../medium_catalogue.hpp"

namespace virtual_recorder {

namespace {

constexpr double FirstSpeeds[] = {4, 2, 1};
constexpr double HighSpeeds[] = {10, 8, 4};
constexpr std::uint16_t Features[] = {0x0010, 0x001D, 0x001E, 0x0037};

MediumType cdRw(std::string_view name, const MediumType &like, std::int32_t leadInStart) {
    MediumType type = like;
    type.name = name;
    type.profile = 0x000A;
    type.leadInStart = leadInStart;
    type.cavSpeeds = {};
    type.erasable = true;
    type.blank[0] = BlankAction::Full;
    type.blank[1] = BlankAction::Minimal;
    type.features = Features;
    return type;
}

}  // namespace

std::vector<MediumType> cdRwMedia() {
    const std::vector<MediumType> like = cdRMedia();
    MediumType first = cdRw("cd-rw-74", like[0], -12525);  // 97:15:00
    first.writeSpeeds = FirstSpeeds;
    first.atipSpeeds = 0x02;                              // up to 4x
    MediumType high = cdRw("cd-rw-80", like[1], -12375);  // 97:17:00
    high.writeSpeeds = HighSpeeds;
    high.subType = 1;
    high.atipSpeeds = 0x24;  // 4x to 10x
    return {first, high};
}

}  // namespace virtual_recorder
