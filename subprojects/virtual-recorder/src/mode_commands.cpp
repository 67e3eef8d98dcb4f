// SPDX-License-Identifier: LGPL-2.1-or-later
// MODE SENSE and MODE SELECT, in both lengths, and mode page 2A.
#include "commands.hpp"

#include <algorithm>

namespace virtual_recorder {

namespace {

// Page 2A: capabilities, speeds and the state of the lock. It says no more than the drive does.
Bytes capabilitiesPage(const DriveState &drive) {
    const MediumType &type = drive.speedType();
    const auto speeds = offeredSpeeds(type);
    Bytes page(32 + 4 * speeds.size());
    page[0] = CapabilitiesPage;
    page[1] = static_cast<std::uint8_t>(page.size() - 2);
    page[2] = 0x0B;  // reads CD-R, CD-RW and DVD
    page[3] = 0x07;  // writes CD-R, CD-RW, test write
    page[4] = 0xF0;  // underrun protection, several sessions, both forms of mode 2
    page[5] = 0x77;  // CD audio, accurately; R to W; C2; ISRC and media catalogue number
    page[6] = static_cast<std::uint8_t>(0x29 | (drive.tray.locked() ? 0x02 : 0));  // tray, eject, lock
    const std::uint32_t fastest = kilobytesPerSecond(type, type.writeSpeeds.front());
    const std::uint32_t selected = kilobytesPerSecond(type, drive.writeSpeed());
    put16(page, 8, fastest);  // reading
    put16(page, 14, fastest);
    put16(page, 12, drive.options.bufferKib);
    put16(page, 18, fastest);  // writing
    put16(page, 20, selected);
    page[27] = drive.selectedCav ? 1 : 0;
    put16(page, 28, selected);
    put16(page, 30, static_cast<std::uint32_t>(speeds.size()));
    std::size_t at = 32;
    for (const auto &[speed, cav] : speeds) {
        page[at + 1] = cav ? 1 : 0;
        put16(page, at + 2, kilobytesPerSecond(type, speed));
        at += 4;
    }
    return page;
}

Bytes capabilities(const DriveState &drive, PageControl control) {
    Bytes page = capabilitiesPage(drive);
    if (control == PageControl::Changeable) {
        std::fill(page.begin() + 2, page.end(), std::uint8_t{0});
    }
    return page;
}

// The pages asked for, one after another; nothing when there is none.
Bytes pages(const DriveState &drive, std::uint8_t code, PageControl control) {
    Bytes all;
    for (const std::uint8_t each : drive.modes.codes()) {
        if (code == each || code == AllPages) {
            const Bytes &page = *drive.modes.find(each, control);
            all.insert(all.end(), page.begin(), page.end());
        }
    }
    if (code == CapabilitiesPage || code == AllPages) {
        const Bytes page = capabilities(drive, control);
        all.insert(all.end(), page.begin(), page.end());
    }
    return all;
}

Reply modeSense(const DriveState &drive, const Request &request, std::size_t headerLength, std::size_t allocation) {
    const auto control = static_cast<PageControl>(request.cdb[2] >> 6);
    if (control == PageControl::Saved) {
        return refused(sense::SavingNotSupported);
    }
    const Bytes body = pages(drive, request.cdb[2] & 0x3F, control);
    if (body.empty() || request.cdb[3] != 0) {  // there are no subpages
        return refused(sense::InvalidFieldInCdb);
    }
    Bytes reply(headerLength);
    reply.insert(reply.end(), body.begin(), body.end());
    if (headerLength == 8) {
        put16(reply, 0, static_cast<std::uint32_t>(reply.size() - 2));
    } else {
        reply[0] = static_cast<std::uint8_t>(std::min<std::size_t>(reply.size() - 1, 255));
    }
    return answered(request, reply, allocation);
}

Reply modeSelect(DriveState &drive, const Request &request, std::size_t headerLength, std::size_t length) {
    if ((request.cdb[1] & 0x10) == 0 || (length > 0 && !sends(request, length))) {
        return refused(sense::InvalidFieldInCdb);
    }
    if (length == 0) {
        return good();
    }
    if (drive.writing && drive.loaded->type().needsWriteParameters) {
        return refused(sense::CommandSequenceError);
    }
    if (length < headerLength) {
        return refused(sense::ParameterListLengthError);
    }
    const ByteView list = request.data;
    const std::size_t descriptorLength = headerLength == 8 ? get16(list, 6) : list[3];
    if (descriptorLength != 0) {
        return refused(sense::InvalidFieldInParameters);
    }
    const MediumType *medium = drive.medium();
    const bool strict = medium == nullptr || medium->needsWriteParameters;
    for (std::size_t at = headerLength; at < length;) {
        if (at + 2 > length || at + 2 + list[at + 1] > length) {
            return refused(sense::ParameterListLengthError);
        }
        const std::size_t pageLength = std::size_t{2} + list[at + 1];
        if (const auto problem = drive.modes.select(list.subspan(at, pageLength), strict)) {
            return refused(*problem);
        }
        if ((list[at] & 0x3F) == WriteParametersPage) {
            drive.session.reset();  // a cue sheet is one for the parameters that it was sent under
        }
        at += pageLength;
    }
    return good(length);
}

}  // namespace

Reply modeSelect6(DriveState &drive, const Request &request) {
    return modeSelect(drive, request, 4, request.cdb[4]);
}

Reply modeSense6(DriveState &drive, const Request &request) {
    return modeSense(drive, request, 4, request.cdb[4]);
}

Reply modeSelect10(DriveState &drive, const Request &request) {
    return modeSelect(drive, request, 8, get16(request.cdb, 7));
}

Reply modeSense10(DriveState &drive, const Request &request) {
    return modeSense(drive, request, 8, get16(request.cdb, 7));
}

}  // namespace virtual_recorder
