// SPDX-License-Identifier: LGPL-2.1-or-later
// Raw images for the tests.
#include "raw_support.hpp"

#include "base/msf.hpp"
#include "cd/crc16.hpp"

#include <algorithm>
#include <cstring>
#include <fstream>

using namespace burnish;

namespace test {

namespace {

constexpr std::size_t Audio = 2352;

std::uint8_t patternByte(std::int32_t lba, std::size_t at) {
    const std::uint64_t place = (static_cast<std::uint64_t>(lba + 100000) << 12) + at;
    return static_cast<std::uint8_t>((place * 0x9E3779B97F4A7C15ULL) >> 56 ^ (place >> 9));
}

const cd::LayoutTrack *trackAt(const cd::DiscLayout &layout, std::int32_t lba) {
    const auto found = std::find_if(layout.tracks.begin(), layout.tracks.end(),
                                    [lba](const auto &track) { return lba >= track.pregap && lba < track.end; });
    return found == layout.tracks.end() ? nullptr : &*found;
}

cd::QFrame leadInQ(const cd::DiscLayout &layout, std::int32_t lba) {
    const auto entries = static_cast<std::int32_t>(layout.tracks.size()) + 3;
    const std::int32_t entry = (lba - ImageStart) / 3 % entries;
    cd::QTocEntry told;
    told.lba = lba;
    told.control = entry == 0 ? layout.tracks.front().control : layout.tracks.back().control;
    if (entry == 0) {
        told.point = cd::FirstTrackPoint;
        told.pMinute = layout.tracks.front().number;
        told.pSecond = layout.discType;
    } else if (entry == 1) {
        told.point = cd::LastTrackPoint;
        told.pMinute = layout.tracks.back().number;
    } else {
        const auto *track = entry == 2 ? nullptr : &layout.tracks[static_cast<std::size_t>(entry - 3)];
        const Msf time = programMsfOf(track == nullptr ? layout.leadOut : track->start);
        told.control = track == nullptr ? told.control : track->control;
        told.point = track == nullptr ? cd::LeadOutPoint : track->number;
        told.pMinute = time.minute;
        told.pSecond = time.second;
        told.pFrame = time.frame;
    }
    return cd::encodeQ(told);
}

cd::QFrame programQ(const cd::DiscLayout &layout, std::int32_t lba) {
    const auto *track = trackAt(layout, lba);
    const auto frame = static_cast<std::uint8_t>((lba + 150) % 75);
    const std::uint8_t control = track != nullptr ? track->control : layout.tracks.back().control;
    const bool within = track != nullptr && lba > track->start + 10 &&
                        std::count(track->indexes.begin(), track->indexes.end(), lba) == 0;
    if (within && !layout.mediaCatalogNumber.empty() && lba % 90 == 40) {
        return cd::encodeQ(cd::QCatalogNumber{control, layout.mediaCatalogNumber, frame});
    }
    if (within && !track->isrc.empty() && lba % 90 == 60) {
        return cd::encodeQ(cd::QIsrc{control, track->isrc, frame});
    }
    cd::QPosition position;
    position.control = control;
    position.lba = lba;
    const std::int32_t start = track != nullptr ? track->start : layout.leadOut;
    position.track = track != nullptr ? track->number : cd::LeadOutTrack;
    position.relative = lba < start ? start - lba - 1 : lba - start;
    position.index = lba < start ? 0 : 1;
    if (track != nullptr && lba >= start) {
        for (const std::int32_t index : track->indexes) {
            position.index = static_cast<std::uint8_t>(position.index + (lba >= index ? 1 : 0));
        }
    }
    return cd::encodeQ(position);
}

bool isP(const cd::DiscLayout &layout, std::int32_t lba) {
    const auto *track = trackAt(layout, lba - 1);
    return track != nullptr && lba - 1 < track->start;
}

// Four packs of the lead-in; in the program area of a CD+G something that is no pack.
void putRw(const RawAlbum &album, std::int32_t lba, std::span<std::uint8_t> symbols) {
    const auto &packs = album.layout.cdText;
    if (lba < FirstProgramSector && !packs.empty()) {
        for (std::size_t i = 0; i < 4; ++i) {
            const auto place = (static_cast<std::size_t>(lba - ImageStart) * 4 + i) % packs.size();
            const auto six = cd::symbolsOf(packs[place]);
            std::copy(six.begin(), six.end(), symbols.begin() + static_cast<std::ptrdiff_t>(i * 24));
        }
    } else if (lba >= FirstProgramSector && album.cdg) {
        for (std::size_t i = 0; i < symbols.size(); ++i) {
            symbols[i] = patternByte(lba + 7, i) & 0x3F;
        }
    }
}

}  // namespace

std::vector<std::uint8_t> audioAt(std::int32_t lba) {
    std::vector<std::uint8_t> bytes(Audio);
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        bytes[i] = lba < 0 ? 0 : patternByte(lba, i);
    }
    return bytes;
}

std::vector<std::uint8_t> userDataAt(std::int32_t lba) {
    std::vector<std::uint8_t> bytes(2048);
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        bytes[i] = patternByte(lba, i);
    }
    return bytes;
}

cd::DiscLayout albumOf(const std::vector<std::int32_t> &lengths) {
    cd::DiscLayout layout;
    std::int32_t at = 0;
    for (const std::int32_t length : lengths) {
        cd::LayoutTrack track;
        track.number = static_cast<std::uint8_t>(layout.tracks.size() + 1);
        track.start = at;
        track.pregap = at - 150;
        if (!layout.tracks.empty()) {
            layout.tracks.back().end = track.pregap;
        }
        at += length;
        track.end = at;
        layout.tracks.push_back(track);
    }
    layout.leadOut = at;
    return layout;
}

void changeQ(std::span<std::uint8_t> sector, const std::function<void(cd::QFrame &)> &change) {
    const auto sub = sector.subspan(Audio);
    const bool symbols = sub.size() == cd::SymbolBytes;
    cd::QFrame q = symbols ? cd::takeQ(std::span<const std::uint8_t, cd::SymbolBytes>(sub.first<cd::SymbolBytes>()))
                           : cd::takeQ(std::span<const std::uint8_t, cd::PqBytes>(sub.first<cd::PqBytes>()));
    change(q);
    const auto crc = static_cast<std::uint16_t>(~cd::crc16(std::span(q).first(10)));
    q[10] = static_cast<std::uint8_t>(crc >> 8);
    q[11] = static_cast<std::uint8_t>(crc);
    if (symbols) {
        cd::putPq(q, (sub[0] & 0x80) != 0, sub.first<cd::SymbolBytes>());
    } else {
        cd::putPq(q, (sub[15] & 0x80) != 0, sub.first<cd::PqBytes>());
    }
}

RawAlbum::RawAlbum(cd::DiscLayout disc, cd::SubChannelType subChannel) : layout(std::move(disc)), type(subChannel) {}

std::uint64_t RawAlbum::length() const {
    if (!tellsLength) {
        return UnknownLength;
    }
    const auto sectors = static_cast<std::uint64_t>(layout.leadOut + sectorsAfterLeadOut - start);
    return sectors * cd::imageSectorBytes(type) + static_cast<std::uint64_t>(extraBytes);
}

std::vector<std::uint8_t> RawAlbum::sector(std::int32_t lba) const {
    std::vector<std::uint8_t> bytes(cd::imageSectorBytes(type));
    const auto *track = trackAt(layout, lba);
    if (track != nullptr && (track->control & 4) != 0) {
        const auto data = userDataAt(lba);
        cd::encodeSector(cd::SectorType::Mode1, lba, data, std::span(bytes).first<cd::SectorBytes>());
    } else if (track != nullptr) {
        const auto samples = audioAt(lba);
        std::copy(samples.begin(), samples.end(), bytes.begin());
    }
    const cd::QFrame q = lba < FirstProgramSector ? leadInQ(layout, lba) : programQ(layout, lba);
    const bool p = lba >= FirstProgramSector && isP(layout, lba);
    const auto sub = std::span(bytes).subspan(Audio);
    if (type == cd::SubChannelType::PqOnly) {
        cd::putPq(q, p, sub.first<cd::PqBytes>());
    } else {
        putRw(*this, lba, sub);
        cd::putPq(q, p, sub.first<cd::SymbolBytes>());
    }
    if (spoil) {
        spoil(lba, bytes);
    }
    return bytes;
}

Result<std::size_t> RawAlbum::read(std::span<std::uint8_t> target) {
    const std::size_t size = cd::imageSectorBytes(type);
    const std::int32_t end = layout.leadOut + sectorsAfterLeadOut;
    std::size_t done = 0;
    while (done < target.size()) {
        const std::int32_t lba = start + static_cast<std::int32_t>(position_ / size);
        if (lba >= end) {
            break;
        }
        if (lba != held_) {
            if (onRead) {
                onRead(lba);
            }
            sector_ = sector(lba);
            held_ = lba;
        }
        const std::size_t within = position_ % size;
        const std::size_t count = std::min(size - within, target.size() - done);
        std::memcpy(target.data() + done, sector_.data() + within, count);
        done += count;
        position_ += count;
    }
    return done;
}

Result<void> RawAlbum::seek(std::uint64_t offset) {
    if (!seeks && offset != position_) {
        return Error(status::E_STREAM_READ_FAILURE, "this source can be read only once");
    }
    position_ = offset;
    return {};
}

Status RawBurn::write(Stream &image) {
    return note(format.writeMedia(image, handler()));
}

Status RawBurn::write(Stream &image, std::int32_t leadInSectors) {
    return note(format.writeMedia2(image, leadInSectors, handler()));
}

Status RawBurn::burn(RawAlbum &album) {
    EXPECT_EQ(prepare(), status::S_OK);
    EXPECT_OK(format.setRequestedSectorType(album.type));
    const Status written = write(album);
    EXPECT_OK(format.releaseMedia());
    return written;
}

void RawBurn::expectReleased() const {
    expectFreeDrive();
    EXPECT_STATUS(format.startOfNextSession(), status::E_DF2RAW_MEDIA_IS_NOT_PREPARED);
}

std::vector<std::uint8_t> fileBytes(const std::filesystem::path &path) {
    std::ifstream file(path, std::ios::binary);
    EXPECT(file.good());
    return {std::istreambuf_iterator<char>(file), {}};
}

void expectProgram(const Disc &disc, const RawAlbum &album) {
    const auto found = fileBytes(disc.file("disc.bin"));
    EXPECT(found.size() >= static_cast<std::size_t>(album.layout.leadOut) * Audio);
    for (std::int32_t lba = 0; lba < album.layout.leadOut; ++lba) {
        auto expected = album.sector(lba);
        expected.resize(Audio);
        const auto *track = trackAt(album.layout, lba);
        if ((track->control & 4) != 0) {
            cd::scramble(std::span(expected).first<cd::SectorBytes>());
        }
        const auto at = found.begin() + static_cast<std::ptrdiff_t>(lba) * static_cast<std::ptrdiff_t>(Audio);
        if (!std::equal(expected.begin(), expected.end(), at)) {
            fail(__FILE__, __LINE__, "sector " + std::to_string(lba) + " is not as it was sent");
        }
    }
}

}  // namespace test
