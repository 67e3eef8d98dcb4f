// SPDX-License-Identifier: LGPL-2.1-or-later
// An album: its files are one line of sectors, in which the tracks' indexes lie; silence that no file holds is put in
// between.
#include "cd/album.hpp"

#include "cd/album_files.hpp"
#include "cd/cue_lines.hpp"

#include <algorithm>

namespace burnish::cd {

namespace {

constexpr std::int32_t FirstPregap = 150;  // sectors that every disc has before its first track
constexpr std::uint64_t PackBytes = 96;    // R to W packs of a sector

// Where a track's parts lie in the line of all files, in sectors.
struct Place {
    std::int32_t first = 0;  // its first index
    std::int32_t start = 0;  // its INDEX 01
    std::vector<std::int32_t> others;
};

std::string nameOf(const CueTrack &track, const CueIndex &index) {
    return "INDEX " + std::to_string(index.number) + " of track " + std::to_string(track.number) + " at " +
           timeOfSectors(index.offset);
}

Result<Place> placeOf(const CueSheet &sheet, const CueTrack &track, const AlbumFiles &files) {
    Place place;
    for (const CueIndex &index : track.indexes) {
        if (static_cast<std::uint64_t>(index.offset) * files.sectorBytes() >= files.lengthOf(index.file)) {
            return Error(status::E_STREAM_TOO_SHORT,
                         atLine(track.line, nameOf(track, index) + " lies behind the end of \"" +
                                                sheet.files[index.file].name + "\", which has " +
                                                timeOfSectors(static_cast<std::int32_t>(files.lengthOf(index.file) /
                                                                                        files.sectorBytes())) +
                                                "; the file or the sheet belongs to another album."));
        }
        const std::int32_t sector = files.startOf(index.file) + index.offset;
        place.first = &index == &track.indexes.front() ? sector : place.first;
        if (index.number == 1) {
            place.start = sector;
        } else if (index.number > 1) {
            place.others.push_back(sector);
        }
    }
    return place;
}

class Album {
public:
    Album(const SheetFile &sheet, AlbumFiles files) : sheet_(sheet), files_(std::move(files)) {}

    [[nodiscard]] Result<void> lay();
    [[nodiscard]] Result<void> addTo(RawImage &image) const;

private:
    using Cut = std::vector<StreamPiece> (AlbumFiles::*)(std::uint64_t, std::uint64_t) const;

    [[nodiscard]] Result<void> addTrack(std::size_t number, RawImage &image) const;
    [[nodiscard]] Result<void> addHiddenTrack(RawImage &image) const;
    [[nodiscard]] std::shared_ptr<Stream> sourceOf(std::size_t number, Cut cut, std::uint64_t silence) const;
    [[nodiscard]] std::uint64_t byteOf(std::int32_t sector) const {
        return static_cast<std::uint64_t>(sector) * files_.sectorBytes();
    }
    [[nodiscard]] const CueTrack &track(std::size_t number) const { return sheet_.sheet.tracks[number]; }

    const SheetFile &sheet_;
    const AlbumFiles files_;
    std::vector<Place> places_;
};

Result<void> Album::lay() {
    for (const CueTrack &track : sheet_.sheet.tracks) {
        TRY_ASSIGN(Place place, placeOf(sheet_.sheet, track, files_));
        if (!places_.empty() && place.first <= places_.back().start) {
            return Error(status::E_STREAM_TOO_SHORT, atLine(track.line, "Track " + std::to_string(track.number) +
                                                                            " leaves no room for the one before."));
        }
        places_.push_back(std::move(place));
    }
    return {};
}

// From a track's start to the next one's, with the silence that belongs between them.
std::shared_ptr<Stream> Album::sourceOf(std::size_t number, Cut cut, std::uint64_t silentSector) const {
    const bool last = number + 1 == places_.size();
    const std::uint64_t end = last ? files_.length() : byteOf(places_[number + 1].first);
    std::vector<StreamPiece> pieces = (files_.*cut)(byteOf(places_[number].start), end);
    const std::int32_t silence = track(number).postgap + (last ? 0 : track(number + 1).pregap);
    if (silence > 0) {
        // Where the last file ends within a sector, its silence fills that first.
        const std::uint64_t filling =
            last && cut == &AlbumFiles::between ? (silentSector - end % silentSector) % silentSector : 0;
        pieces.push_back({nullptr, 0, static_cast<std::uint64_t>(silence) * silentSector + filling});
    }
    if (!last) {
        const auto overlap = (files_.*cut)(end, byteOf(places_[number + 1].start));
        pieces.insert(pieces.end(), overlap.begin(), overlap.end());
    }
    return std::make_shared<PiecesStream>(std::move(pieces));
}

// All that lies before the first track's start, behind the silence that every disc begins with.
Result<void> Album::addHiddenTrack(RawImage &image) const {
    const std::int32_t silence = std::max(track(0).pregap, FirstPregap);
    if (places_[0].start == 0 && silence == FirstPregap) {
        return {};
    }
    std::vector<StreamPiece> pieces = {{nullptr, 0, byteOf(silence)}};
    const auto hidden = files_.between(0, byteOf(places_[0].start));
    pieces.insert(pieces.end(), hidden.begin(), hidden.end());
    return image.addSpecialPregap(std::make_shared<PiecesStream>(std::move(pieces)));
}

Result<void> Album::addTrack(std::size_t number, RawImage &image) const {
    const CueTrack &cue = track(number);
    const Place &place = places_[number];
    RawTrackOptions options;
    if (number > 0) {
        options.pregap = cue.pregap + place.start - place.first;
    }
    if (files_.hasPacks()) {
        options.rwPacks = sourceOf(number, &AlbumFiles::packsBetween, PackBytes);
    }
    auto added = image.addTrack(cue.type, sourceOf(number, &AlbumFiles::between, files_.sectorBytes()), options);
    if (!added.ok()) {
        added.error().message = atLine(cue.line, "Track " + std::to_string(cue.number) + ": " + added.error().message);
        return std::move(added.error());
    }
    if (!cue.isrc.empty() || cue.copyPermitted || cue.scms || cue.preEmphasis) {
        TRY(image.changeTrack(*added, [&](RawTrackSettings &settings) -> Result<void> {
            settings.isrc = cue.isrc;
            settings.copy = cue.scms            ? DigitalCopy::Scms
                            : cue.copyPermitted ? DigitalCopy::Permitted
                                                : DigitalCopy::Prohibited;
            settings.preEmphasis = cue.preEmphasis;
            return {};
        }));
    }
    return {};
}

// Indexes come last: a track's end is known when the next one is there.
Result<void> Album::addTo(RawImage &image) const {
    TRY(image.setStartingTrackNumber(track(0).number));
    if (!sheet_.sheet.catalog.empty()) {
        TRY(image.setMediaCatalogNumber(sheet_.sheet.catalog));
    }
    TRY(addHiddenTrack(image));
    for (std::size_t i = 0; i < places_.size(); ++i) {
        TRY(addTrack(i, image));
    }
    for (std::size_t i = 0; i < places_.size(); ++i) {
        for (const std::int32_t sector : places_[i].others) {
            auto added = image.addTrackIndex(static_cast<std::int32_t>(i + 1), sector - places_[i].start);
            if (!added.ok()) {
                added.error().message = atLine(track(i).line, added.error().message);
                return std::move(added.error());
            }
        }
    }
    return {};
}

}  // namespace

Result<void> addToRawImage(const SheetFile &sheet, const CdTextOptions &options, RawImage &image) {
    TRY_ASSIGN(auto packs, readCdTextPacks(sheet, options));
    TRY_ASSIGN(auto files, AlbumFiles::open(sheet));
    Album album(sheet, std::move(files));
    TRY(album.lay());
    TRY(album.addTo(image));
    return packs.empty() ? Result<void>() : image.setCdTextPacks(std::move(packs));
}

Result<std::vector<std::int32_t>> fileLengths(const SheetFile &sheet) {
    TRY_ASSIGN(const AlbumFiles files, AlbumFiles::open(sheet));
    std::vector<std::int32_t> lengths;
    for (std::size_t i = 0; i < sheet.sheet.files.size(); ++i) {
        lengths.push_back(
            static_cast<std::int32_t>((files.lengthOf(i) + files.sectorBytes() - 1) / files.sectorBytes()));
    }
    return lengths;
}

}  // namespace burnish::cd
