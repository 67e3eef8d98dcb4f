// SPDX-License-Identifier: LGPL-2.1-or-later
// DVD+R with one layer, written sequentially in ECC blocks of 16 sectors.
#include "../medium_catalogue.hpp"

namespace virtual_recorder {

namespace {

constexpr double WriteSpeeds[] = {16, 12, 8, 6, 4, 2.4};
constexpr double CavSpeeds[] = {16, 12};
constexpr std::uint16_t Features[] = {0x0010, 0x001F, 0x002B};

}  // namespace

std::vector<MediumType> dvdPlusRMedia() {
    MediumType type;
    type.name = "dvd+r";
    type.profile = 0x001B;
    type.capacity = 2295104;
    type.packet = 16;
    type.firstSessionGap = 2048;  // closure zone and intro zone: 4 MiB
    type.laterSessionGap = 2048;
    type.mostTracks = 153;
    type.structureBook = 0xA1;
    type.kilobytesAt1x = 1385;
    type.blocksPerSecondAt1x = 1385000.0 / 2048;
    type.writeSpeeds = WriteSpeeds;
    type.cavSpeeds = CavSpeeds;
    type.closingBlocks = 32768;
    type.close[1] = CloseAction::Track;
    type.close[2] = CloseAction::Session;
    type.close[5] = CloseAction::Finalize;
    type.close[6] = CloseAction::Finalize;
    type.features = Features;
    return {type};
}

}  // namespace virtual_recorder
