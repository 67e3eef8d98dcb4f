// SPDX-License-Identifier: LGPL-2.1-or-later
// Lays tracks out: joins audio to the sample, or puts silence between.
#include "cd/raw_geometry.hpp"

#include "cd/raw_image.hpp"

#include <algorithm>
#include <string>

namespace burnish::cd {

namespace {

constexpr std::int32_t StandardPregap = 150, FirstSector = -150;
constexpr std::uint8_t PreEmphasisBit = 0x1, CopyBit = 0x2, DataBit = 0x4, XaDisc = 0x20;

std::uint8_t controlOf(const RawTrackSpec &track) {
    if (!isAudio(track.type)) {
        return DataBit;
    }
    const bool copy = track.settings.copy == DigitalCopy::Permitted;
    return static_cast<std::uint8_t>((track.settings.preEmphasis ? PreEmphasisBit : 0) | (copy ? CopyBit : 0));
}

bool isXa(SectorType type) {
    const SectorType plain = unscrambledType(type);
    return plain == SectorType::Mode2Form1 || plain == SectorType::Mode2Form2;
}

Error tooLong(std::int32_t leadOut, std::int32_t limit) {
    return Error(status::E_RAW_IMAGE_INSUFFICIENT_SPACE, "The track does not fit: the lead-out would start at sector " +
                                                             std::to_string(leadOut) + ", and sector " +
                                                             std::to_string(limit) + " is the last where it may.");
}

// Tracks one by one. A run is what joins without a break: audio to the sample, or one track of data. It starts with a
// sector, and only its end is filled up.
class Layout {
public:
    explicit Layout(const RawImageSpec &spec) : spec_(spec) {
        blank(RawImage::Start, FirstSector - RawImage::Start, typeOf(0));
        cursor_ = FirstSector;
        geometry_.fills.resize(spec.tracks.size());
    }

    Result<void> add(std::size_t index) {
        const RawTrackSpec &track = spec_.tracks[index];
        const std::int32_t wanted = track.options.pregap < 0 ? StandardPregap : track.options.pregap;
        if (index == 0) {
            startFirst(track, wanted);
        } else if (joins(track)) {
            TRY(overlap(wanted));
        } else {
            pause(wanted);
        }
        append(track);
        return {};
    }

    Result<RawGeometry> finish() {
        closeRun();
        DiscLayout &layout = geometry_.layout;
        layout.leadOut = cursor_;
        layout.tracks.back().end = cursor_;
        layout.mediaCatalogNumber = spec_.mediaCatalogNumber;
        const bool xa =
            std::any_of(spec_.tracks.begin(), spec_.tracks.end(), [](const auto &t) { return isXa(t.type); });
        layout.discType = xa ? XaDisc : 0;
        blank(cursor_, RawImage::LeadOut, typeOf(spec_.tracks.size() - 1));
        TRY(checkIndexes());
        return std::move(geometry_);
    }

private:
    [[nodiscard]] SectorType typeOf(std::size_t track) const { return unscrambledType(spec_.tracks[track].type); }

    [[nodiscard]] bool joins(const RawTrackSpec &track) const {
        return isAudio(track.type) && !spec_.disableGaplessAudio && !track.options.silentPregap;
    }

    // Where the sample after the run's last one lies.
    [[nodiscard]] std::int32_t place() const {
        return run_.lba + static_cast<std::int32_t>(run_.bytes / sourceBytes(run_.type));
    }

    void blank(std::int32_t lba, std::int32_t sectors, SectorType type) {
        if (sectors > 0) {
            geometry_.pieces.push_back({lba, sectors, type, 0, 0});
        }
    }

    // The first pre-gap begins where the program area does, and has at least two seconds.
    void startFirst(const RawTrackSpec &track, std::int32_t wanted) {
        if (spec_.specialPregap) {
            openRun(SectorType::Audio);
            take(spec_.specialPregap->length());
            if (!joins(track)) {
                closeRun();
            }
        } else {
            pause(std::max(wanted, StandardPregap));
        }
        begin(FirstSector, running_ ? place() : cursor_);
    }

    // The pre-gap is the end of the track before.
    Result<void> overlap(std::int32_t sectors) {
        const std::int32_t start = place();
        const std::int32_t before = geometry_.layout.tracks.back().start;
        if (sectors >= start - before) {
            return Error(status::E_INVALIDARG, "The pre-gap of " + std::to_string(sectors) +
                                                   " sectors is longer than the track that it lies in, which has " +
                                                   std::to_string(start - before) + ".");
        }
        geometry_.fills[geometry_.layout.tracks.size() - 1].end = start;
        begin(start - sectors, start);
        return {};
    }

    void pause(std::int32_t sectors) {
        closeRun();
        const std::int32_t pregap = cursor_;
        blank(pregap, sectors, typeOf(geometry_.layout.tracks.size()));
        cursor_ += sectors;
        if (!geometry_.layout.tracks.empty()) {
            begin(pregap, cursor_);
        }
    }

    void begin(std::int32_t pregap, std::int32_t start) {
        auto &tracks = geometry_.layout.tracks;
        if (!tracks.empty()) {
            tracks.back().end = pregap;
        }
        LayoutTrack track;
        track.pregap = pregap;
        track.start = start;
        tracks.push_back(track);
    }

    void append(const RawTrackSpec &spec) {
        LayoutTrack &track = geometry_.layout.tracks.back();
        track.number = static_cast<std::uint8_t>(spec_.startingTrackNumber +
                                                 static_cast<std::int32_t>(geometry_.layout.tracks.size()) - 1);
        track.control = controlOf(spec);
        track.scms = isAudio(spec.type) && spec.settings.copy == DigitalCopy::Scms;
        track.type = unscrambledType(spec.type);
        track.isrc = spec.settings.isrc;
        for (const std::int32_t offset : spec.indexes) {
            track.indexes.push_back(track.start + offset);
        }
        if (!running_) {
            openRun(spec.type);
        }
        take(spec.source->length());
    }

    void openRun(SectorType type) {
        run_ = {cursor_, 0, type, taken_, 0};
        running_ = true;
    }

    void take(std::uint64_t bytes) {
        run_.bytes += bytes;
        taken_ += bytes;
    }

    void closeRun() {
        if (!running_) {
            return;
        }
        const std::uint64_t size = sourceBytes(run_.type);
        run_.sectors = static_cast<std::int32_t>((run_.bytes + size - 1) / size);
        geometry_.pieces.push_back(run_);
        cursor_ = run_.lba + run_.sectors;
        if (!geometry_.layout.tracks.empty()) {
            const std::uint64_t filled = static_cast<std::uint64_t>(run_.sectors) * size;
            geometry_.fills[geometry_.layout.tracks.size() - 1] = {cursor_,
                                                                   static_cast<std::int32_t>(filled - run_.bytes)};
        }
        running_ = false;
    }

    [[nodiscard]] Result<void> checkIndexes() const {
        for (const LayoutTrack &track : geometry_.layout.tracks) {
            if (!track.indexes.empty() && track.indexes.back() >= track.end) {
                return Error(status::E_INVALIDARG,
                             "Index " + std::to_string(track.indexes.size() + 1) + " of track " +
                                 std::to_string(track.number) +
                                 " would lie in the pre-gap of the track behind it. Move the index, or shorten the "
                                 "pre-gap.");
            }
        }
        return {};
    }

    const RawImageSpec &spec_;
    RawGeometry geometry_;
    MainPiece run_;
    bool running_ = false;
    std::int32_t cursor_ = 0;  // behind the last closed run
    std::uint64_t taken_ = 0;  // bytes of the sources that have a place
};

// Whether all of it can have an address at all, so that the rest can count in sectors.
Result<void> checkSize(const RawImageSpec &spec, std::int32_t limit) {
    const auto sectors = [](const Stream &source, SectorType type) { return source.length() / sourceBytes(type); };
    const auto most = static_cast<std::uint64_t>(limit - FirstSector);
    std::uint64_t sum = spec.specialPregap ? sectors(*spec.specialPregap, SectorType::Audio) : 0;
    bool fits = sum <= most;
    for (const RawTrackSpec &track : spec.tracks) {
        const std::uint64_t own = sectors(*track.source, track.type);
        const auto pregap = static_cast<std::uint64_t>(std::max(track.options.pregap, 0));
        fits = fits && own <= most && pregap <= most;
        sum = fits ? sum + own : sum;
        fits = fits && sum <= most;
    }
    if (!fits) {
        return Error(status::E_RAW_IMAGE_INSUFFICIENT_SPACE,
                     "The tracks are longer than a disc can be whose lead-out starts at sector " +
                         std::to_string(limit) + " at the latest.");
    }
    return {};
}

}  // namespace

// Of audio whole samples are enough, as tracks are joined within a sector.
Result<void> checkSource(const std::shared_ptr<Stream> &source, SectorType type, std::int32_t shortest) {
    if (!source) {
        return Error(status::E_POINTER, "There is no stream.");
    }
    constexpr std::uint64_t SampleBytes = 4;
    const std::uint64_t length = source->length(), unit = isAudio(type) ? SampleBytes : sourceBytes(type);
    if (length == Stream::UnknownLength) {
        return Error(status::E_INVALIDARG,
                     "The stream does not tell its length, and the table of contents comes first on the disc. Give a "
                     "stream with a known length.");
    }
    if (length % unit != 0) {
        return Error(status::E_INVALIDARG, "The stream's length is " + std::to_string(length) +
                                               " bytes, which is no multiple of " + std::to_string(unit) +
                                               (isAudio(type) ? ", a sample." : ", a sector."));
    }
    if (length < static_cast<std::uint64_t>(shortest) * sourceBytes(type)) {
        return Error(status::E_INVALIDARG,
                     "The stream is too short: " + std::to_string(shortest) + " sectors, which are " +
                         std::to_string(static_cast<std::uint64_t>(shortest) * sourceBytes(type)) +
                         " bytes, are the least.");
    }
    return {};
}

// The highest limit stands for none but that of the addresses: the last sector of a track may be the one that it names.
std::int32_t lastStartOfLeadout(std::int32_t limit) {
    return limit == RawImage::LastTrackSector ? limit + 1 : limit;
}

std::vector<std::shared_ptr<Stream>> sourcesOf(const RawImageSpec &spec) {
    std::vector<std::shared_ptr<Stream>> sources;
    if (spec.specialPregap) {
        sources.push_back(spec.specialPregap);
    }
    for (const RawTrackSpec &track : spec.tracks) {
        sources.push_back(track.source);
    }
    return sources;
}

Result<RawGeometry> layOut(const RawImageSpec &spec) {
    const std::int32_t limit = lastStartOfLeadout(spec.startOfLeadoutLimit);
    TRY(checkSize(spec, limit));
    Layout layout(spec);
    for (std::size_t i = 0; i < spec.tracks.size(); ++i) {
        TRY(layout.add(i));
    }
    TRY_ASSIGN(RawGeometry geometry, layout.finish());
    if (geometry.layout.leadOut > limit) {
        return tooLong(geometry.layout.leadOut, limit);
    }
    return geometry;
}

}  // namespace burnish::cd
