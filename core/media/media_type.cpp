// SPDX-License-Identifier: LGPL-2.1-or-later
// Media types, their names, and media states in words.
#include "media/medium.hpp"

#include <algorithm>
#include <iterator>

namespace burnish {

namespace {

struct ProfileRow {
    std::uint16_t profile;
    MediaType type;
};

// MMC-6, 5.3.1. DVD-RW DL (17h) has no IMAPI2 name.
constexpr ProfileRow Profiles[] = {
    {0x0001, MediaType::Disk},
    {0x0002, MediaType::Disk},
    {0x0008, MediaType::CdRom},
    {0x0009, MediaType::CdR},
    {0x000A, MediaType::CdRw},
    {0x0010, MediaType::DvdRom},
    {0x0011, MediaType::DvdDashR},
    {0x0012, MediaType::DvdRam},
    {0x0013, MediaType::DvdDashRw},
    {0x0014, MediaType::DvdDashRw},
    {0x0015, MediaType::DvdDashRDualLayer},
    {0x0016, MediaType::DvdDashRDualLayer},
    {0x001A, MediaType::DvdPlusRw},
    {0x001B, MediaType::DvdPlusR},
    {0x002A, MediaType::DvdPlusRwDualLayer},
    {0x002B, MediaType::DvdPlusRDualLayer},
    {0x0040, MediaType::BdRom},
    {0x0041, MediaType::BdR},
    {0x0042, MediaType::BdR},
    {0x0043, MediaType::BdRe},
    {0x0050, MediaType::HdDvdRom},
    {0x0051, MediaType::HdDvdR},
    {0x0052, MediaType::HdDvdRam},
};

struct StateWord {
    std::int32_t bit;
    const char *word;
};

constexpr StateWord StateWords[] = {
    {media_state::Blank, "blank"},
    {media_state::Appendable, "appendable"},
    {media_state::OverwriteOnly, "overwritable"},
    {media_state::FinalSession, "last session"},
    {media_state::Finalized, "finalized"},
    {media_state::EraseRequired, "must be erased first"},
    {media_state::NonEmptySession, "session left open"},
    {media_state::Damaged, "damaged"},
    {media_state::WriteProtected, "write protected"},
    {media_state::UnsupportedMedia, "not a disc that can be written"},
};

}  // namespace

std::string_view mediaTypeName(MediaType type) {
    switch (type) {
        case MediaType::Unknown:
            break;
        case MediaType::CdRom:
            return "CD-ROM";
        case MediaType::CdR:
            return "CD-R";
        case MediaType::CdRw:
            return "CD-RW";
        case MediaType::DvdRom:
            return "DVD-ROM";
        case MediaType::DvdRam:
            return "DVD-RAM";
        case MediaType::DvdPlusR:
            return "DVD+R";
        case MediaType::DvdPlusRw:
            return "DVD+RW";
        case MediaType::DvdPlusRDualLayer:
            return "DVD+R DL";
        case MediaType::DvdDashR:
            return "DVD-R";
        case MediaType::DvdDashRw:
            return "DVD-RW";
        case MediaType::DvdDashRDualLayer:
            return "DVD-R DL";
        case MediaType::Disk:
            return "disk";
        case MediaType::DvdPlusRwDualLayer:
            return "DVD+RW DL";
        case MediaType::HdDvdRom:
            return "HD DVD-ROM";
        case MediaType::HdDvdR:
            return "HD DVD-R";
        case MediaType::HdDvdRam:
            return "HD DVD-RAM";
        case MediaType::BdRom:
            return "BD-ROM";
        case MediaType::BdR:
            return "BD-R";
        case MediaType::BdRe:
            return "BD-RE";
    }
    return "unknown";
}

MediaType mediaTypeOfProfile(std::uint16_t profile) {
    const auto *found = std::find_if(std::begin(Profiles), std::end(Profiles),
                                     [profile](const auto &row) { return row.profile == profile; });
    return found == std::end(Profiles) ? MediaType::Unknown : found->type;
}

bool isCd(MediaType type) {
    return type == MediaType::CdRom || type == MediaType::CdR || type == MediaType::CdRw;
}

std::string mediaStateText(std::int32_t state) {
    std::string text;
    for (const auto &[bit, word] : StateWords) {
        if ((state & bit) != 0) {
            text += (text.empty() ? "" : ", ") + std::string(word);
        }
    }
    return text.empty() ? "unknown" : text;
}

}  // namespace burnish
