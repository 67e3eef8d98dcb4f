// SPDX-License-Identifier: LGPL-2.1-or-later
// CD-R in four sizes, written track at once, session at once or raw.
#include "../medium_catalogue.hpp"

namespace virtual_recorder {

namespace {

constexpr double WriteSpeeds[] = {48, 40, 32, 24, 16, 8, 4};
constexpr double CavSpeeds[] = {48, 40};
constexpr std::uint16_t Features[] = {0x0010, 0x001D, 0x001E};
constexpr std::uint16_t WriteFeatures[] = {0x0021, 0x002D, 0x002E};

// The two places that the ATIP of a disc tells: where the lead-in starts and where the lead-out may start at last.
MediumType cdR(std::string_view name, std::int32_t leadInStart, std::int32_t lastLeadOut) {
    MediumType type;
    type.name = name;
    type.profile = 0x0009;
    type.cd = true;
    type.capacity = lastLeadOut;
    type.leadInStart = leadInStart;
    type.pregap = 150;
    type.runOut = 2;
    type.shortestTrack = 300;
    type.firstLeadOut = 6750;
    type.laterLeadOut = 2250;
    type.firstSessionGap = type.firstLeadOut + 4500 + type.pregap;  // lead-out, lead-in, pre-gap
    type.laterSessionGap = type.laterLeadOut + 4500 + type.pregap;
    type.mostTracks = 99;
    type.kilobytesAt1x = 176.4;
    type.blocksPerSecondAt1x = 75;
    type.writeSpeeds = WriteSpeeds;
    type.cavSpeeds = CavSpeeds;
    type.closingBlocks = type.firstLeadOut + 4500;
    type.needsWriteParameters = true;
    type.testWrite = true;
    type.syncEndsTrack = true;
    type.close[1] = CloseAction::Track;
    type.close[2] = CloseAction::SessionByWriteParameters;
    type.features = Features;
    type.writeFeatures = WriteFeatures;
    return type;
}

}  // namespace

std::vector<MediumType> cdRMedia() {
    return {
        cdR("cd-r-74", -12525, 332850),  // 97:15:00, 74:00:00
        cdR("cd-r-80", -11849, 359849),  // 97:24:01, 79:59:74
        cdR("cd-r-90", -11635, 404849),  // 97:26:65, 89:59:74
        cdR("cd-r-99", -11635, 445349),  // 97:26:65, 98:59:74: a plain time, though past 90 minutes
    };
}

}  // namespace virtual_recorder
