// SPDX-License-Identifier: LGPL-2.1-or-later
// The catalogue: a new medium is a file in media/ and a line here.
#include "medium_catalogue.hpp"

#include <algorithm>
#include <cmath>

namespace virtual_recorder {

const std::vector<MediumType> &mediumCatalogue() {
    static const std::vector<MediumType> catalogue = [] {
        std::vector<MediumType> all;
        for (const auto &family : {cdRMedia(), cdRwMedia(), dvdPlusRMedia()}) {
            all.insert(all.end(), family.begin(), family.end());
        }
        return all;
    }();
    return catalogue;
}

const MediumType *findMedium(std::string_view name) {
    for (const MediumType &type : mediumCatalogue()) {
        if (type.name == name) {
            return &type;
        }
    }
    return nullptr;
}

std::string knownMedia() {
    std::string names;
    for (const MediumType &type : mediumCatalogue()) {
        names += (names.empty() ? "" : ", ") + std::string(type.name);
    }
    return names;
}

std::vector<OfferedSpeed> offeredSpeeds(const MediumType &type) {
    std::vector<OfferedSpeed> speeds;
    for (const double speed : type.writeSpeeds) {
        speeds.push_back({speed, false});
        if (std::find(type.cavSpeeds.begin(), type.cavSpeeds.end(), speed) != type.cavSpeeds.end()) {
            speeds.push_back({speed, true});
        }
    }
    return speeds;
}

std::uint32_t kilobytesPerSecond(const MediumType &type, double speed) {
    return static_cast<std::uint32_t>(std::lround(type.kilobytesAt1x * speed));
}

}  // namespace virtual_recorder
