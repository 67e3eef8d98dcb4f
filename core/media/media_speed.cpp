// SPDX-License-Identifier: LGPL-2.1-or-later
// Units of speed. Drives speak of kB/s, IMAPI2 of sectors per second, and both of multiples of a medium's 1x.
#include "media/medium.hpp"

#include <algorithm>
#include <cmath>

namespace burnish {

namespace {

// kB/s at 1x: 75 sectors of 2352 bytes; MMC's numbers for DVD and BD.
double kbAt1x(MediaType type) {
    switch (sectorsPerSecondAt1x(type)) {
        case 75:
            return 176.4;
        case 2195:
            return 4495.6;
        case 4568:
            return 9356.0;
        default:
            return 1385.0;
    }
}

}  // namespace

std::int32_t sectorsPerSecondAt1x(MediaType type) {
    switch (type) {
        case MediaType::CdRom:
        case MediaType::CdR:
        case MediaType::CdRw:
            return 75;
        case MediaType::BdRom:
        case MediaType::BdR:
        case MediaType::BdRe:
            return 2195;
        case MediaType::HdDvdRom:
        case MediaType::HdDvdR:
        case MediaType::HdDvdRam:
            return 4568;
        default:
            return 680;
    }
}

// Drives round 1x in their own ways (CD: 176, 176.4 or 177 kB/s), so what comes within 2 % of a whole or half multiple
// is taken for it; DVD+R has 2.4x.
std::int32_t sectorsPerSecondOfKb(MediaType type, std::uint32_t kilobytes) {
    const double factor = kilobytes / kbAt1x(type);
    const double rounded = std::round(factor * 2) / 2;
    const bool near = rounded > 0 && std::abs(factor - rounded) <= rounded * 0.02;
    const double sectors = (near ? rounded : factor) * sectorsPerSecondAt1x(type);
    return static_cast<std::int32_t>(std::lround(std::min(sectors, 1e9)));
}

// Rounded up: drives choose the highest speed that is not above the one asked for.
std::uint32_t kbOfSectorsPerSecond(MediaType type, std::int32_t sectors) {
    const double factor = static_cast<double>(std::max(sectors, 0)) / sectorsPerSecondAt1x(type);
    return static_cast<std::uint32_t>(std::ceil(factor * kbAt1x(type)));
}

}  // namespace burnish
