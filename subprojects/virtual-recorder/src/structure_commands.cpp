// SPDX-License-Identifier: LGPL-2.1-or-later
// READ DISC STRUCTURE: what the lead-in of a DVD says of the disc.
#include "commands.hpp"

#include <algorithm>
#include <string_view>

namespace virtual_recorder {

namespace {

enum Format : std::uint8_t { Physical = 0x00, Copyright = 0x01, List = 0xFF };

constexpr std::size_t HeaderLength = 4, PhysicalLength = 2048, CopyrightLength = 4;
constexpr std::uint32_t FirstSector = 0x030000;  // of the data zone; LBA 0

// Physical format information of a disc of 120 mm with one layer and standard densities. What follows byte 16 is for
// the kind of disc to say: on DVD+R who made it.
Bytes physicalFormat(const MediumType &type) {
    enum LayerType : std::uint8_t { Recordable = 0x02, Rewritable = 0x04 };
    constexpr std::uint8_t RateNotSpecified = 0x0F;
    constexpr std::string_view Maker = "BURNISH", Kind = "VR1";
    Bytes structure(PhysicalLength);
    structure[0] = type.structureBook;
    structure[1] = RateNotSpecified;
    structure[2] = type.erasable ? Rewritable : Recordable;
    put32(structure, 4, FirstSector);
    put32(structure, 8, FirstSector + static_cast<std::uint32_t>(type.capacity) - 1);
    std::copy(Maker.begin(), Maker.end(), structure.begin() + 19);
    std::copy(Kind.begin(), Kind.end(), structure.begin() + 27);
    return structure;
}

// Each format that can be read, with the length of its reply.
Bytes formatList() {
    constexpr std::uint8_t Readable = 0x40;
    Bytes list;
    for (const auto &[format, length] : {std::pair{Physical, PhysicalLength}, std::pair{Copyright, CopyrightLength}}) {
        const auto at = list.size();
        list.resize(at + 4);
        list[at] = format;
        list[at + 1] = Readable;
        put16(list, at + 2, static_cast<std::uint32_t>(HeaderLength + length));
    }
    return list;
}

}  // namespace

// A disc without layers above the first has no other layer, and no format asks for an address.
Reply readDiscStructure(DriveState &drive, const Request &request) {
    const MediumType &type = drive.disc().type();
    if (type.structureBook == 0) {
        return refused(sense::CannotReadMedium);
    }
    const std::uint8_t format = request.cdb[7];
    if (request.cdb[6] != 0 || (format != Physical && format != Copyright && format != List)) {
        return refused(sense::InvalidFieldInCdb);
    }
    const Bytes structure = format == Physical ? physicalFormat(type)
                            : format == List   ? formatList()
                                               : Bytes(CopyrightLength);  // not protected, all regions
    Bytes reply(HeaderLength);
    reply.insert(reply.end(), structure.begin(), structure.end());
    put16(reply, 0, static_cast<std::uint32_t>(reply.size() - 2));
    return answered(request, reply, get16(request.cdb, 8));
}

}  // namespace virtual_recorder
