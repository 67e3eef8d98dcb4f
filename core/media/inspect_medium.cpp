// SPDX-License-Identifier: LGPL-2.1-or-later
// Taking a picture of the disc in a drive. Nothing is changed in the drive: it may be somebody else's.
#include "media/medium.hpp"

#include "mmc/invalid_reply.hpp"

#include <algorithm>
#include <optional>

namespace burnish {

namespace {

enum class Kind : std::uint8_t { Unknown, ReadOnly, Sequential, Overwritable };

constexpr std::uint16_t DvdRwSequentialProfile = 0x14;
constexpr int MostCdTracks = 99;

Kind kindOf(MediaType type, std::uint16_t profile) {
    switch (type) {
        case MediaType::CdRom:
        case MediaType::DvdRom:
        case MediaType::BdRom:
        case MediaType::HdDvdRom:
            return Kind::ReadOnly;
        case MediaType::CdR:
        case MediaType::CdRw:
        case MediaType::DvdPlusR:
        case MediaType::DvdPlusRDualLayer:
        case MediaType::DvdDashR:
        case MediaType::DvdDashRDualLayer:
        case MediaType::HdDvdR:
        case MediaType::BdR:
            return Kind::Sequential;
        case MediaType::DvdDashRw:
            return profile == DvdRwSequentialProfile ? Kind::Sequential : Kind::Overwritable;
        case MediaType::DvdRam:
        case MediaType::DvdPlusRw:
        case MediaType::DvdPlusRwDualLayer:
        case MediaType::HdDvdRam:
        case MediaType::Disk:
        case MediaType::BdRe:
            return Kind::Overwritable;
        case MediaType::Unknown:
            break;
    }
    return Kind::Unknown;
}

// The drive does not do this with this disc; the picture is complete without it.
bool isRefused(const Error &error) {
    return error.sense && mmc::isRefusal(*error.sense);
}

// The value, nothing where the drive refuses, or the Error.
template <typename T>
Result<std::optional<T>> unlessRefused(Result<T> answer) {
    if (answer.ok()) {
        return std::optional<T>(std::move(*answer));
    }
    return isRefused(answer.error()) ? Result<std::optional<T>>(std::optional<T>())
                                     : Result<std::optional<T>>(std::move(answer.error()));
}

class Inspection {
public:
    explicit Inspection(Drive &drive) : drive_(drive) {}
    [[nodiscard]] Result<Medium> run();

private:
    [[nodiscard]] Result<void> identify();
    [[nodiscard]] Result<void> readTracks();
    void addTrack(const mmc::TrackInformation &track);
    void notePreviousSession();
    [[nodiscard]] Result<void> readNextTrack();
    [[nodiscard]] std::uint32_t nextTrackNumber() const;
    [[nodiscard]] Result<void> readWriteProtection();
    void judgeState();
    [[nodiscard]] bool lastSessionHasData() const;
    [[nodiscard]] Result<void> measure();
    [[nodiscard]] Result<std::optional<std::int32_t>> lastPossibleLeadOut();
    [[nodiscard]] Result<std::int32_t> recordedSectors();
    [[nodiscard]] Result<void> readSpeeds();
    [[nodiscard]] bool isOpen() const;

    Drive &drive_;
    Medium medium_;
    Kind kind_ = Kind::Unknown;
    bool protectable_ = false;  // the drive tells whether the disc is write protected
    mmc::DiscInformation disc_;
    std::optional<mmc::TrackInformation> next_;    // the track that would be written
    std::vector<mmc::TrackInformation> complete_;  // tracks of complete sessions
};

Result<Medium> Inspection::run() {
    TRY(drive_.testUnitReady());
    TRY(identify());
    if (kind_ == Kind::Unknown) {
        medium_.state = media_state::UnsupportedMedia;
        return medium_;
    }
    TRY(readTracks());
    TRY(readNextTrack());
    TRY(readWriteProtection());
    judgeState();
    TRY(measure());
    TRY(readSpeeds());
    return medium_;
}

// Drives from before GET CONFIGURATION knew only CDs. A reader may lack READ DISC INFORMATION: its discs are complete.
Result<void> Inspection::identify() {
    auto features = drive_.features();
    if (!features.ok() && features.error().status != status::E_RECORDER_GET_CONFIGURATION_NOT_SUPPORTED) {
        return std::move(features.error());
    }
    TRY_ASSIGN(const auto disc, unlessRefused(drive_.discInformation()));
    disc_ = disc.value_or(mmc::DiscInformation());
    if (!disc) {
        disc_.status = mmc::DiscStatus::Complete;
    }
    if (features.ok()) {
        medium_.profile = features->currentProfile;
        protectable_ = features->isCurrent(mmc::feature::WriteProtect);
    } else if (disc_.erasable) {
        medium_.profile = 0x0A;
    } else {
        medium_.profile = disc_.status == mmc::DiscStatus::Complete ? 0x08 : 0x09;
    }
    medium_.type = mediaTypeOfProfile(medium_.profile);
    kind_ = kindOf(medium_.type, medium_.profile);
    medium_.erasable = disc_.erasable;
    medium_.physicallyBlank = disc_.status == mmc::DiscStatus::Blank;
    return {};
}

bool Inspection::isOpen() const {
    return kind_ == Kind::Sequential &&
           (disc_.status == mmc::DiscStatus::Blank || disc_.status == mmc::DiscStatus::Appendable);
}

// Of an open disc the last session does not count yet, unless the drive says that it is complete.
Result<void> Inspection::readTracks() {
    if (medium_.physicallyBlank) {
        return {};
    }
    if (isCd(medium_.type) && disc_.lastTrackInLastSession > MostCdTracks) {
        return mmc::invalidReply("READ DISC INFORMATION",
                                 "track " + std::to_string(disc_.lastTrackInLastSession) + " on a CD");
    }
    const bool lastCounts = !isOpen() || disc_.lastSession == mmc::SessionState::Complete;
    medium_.sessions = lastCounts ? disc_.sessions : std::max(0, disc_.sessions - 1);
    for (int number = std::max<int>(1, disc_.firstTrack); number <= disc_.lastTrackInLastSession; ++number) {
        TRY_ASSIGN(const auto track, unlessRefused(drive_.trackInformation(mmc::TrackAddress::Track,
                                                                           static_cast<std::uint32_t>(number))));
        if (track) {
            addTrack(*track);
        }
    }
    notePreviousSession();
    return {};
}

// The track at the end that nothing was written to yet is invisible to readers, and no track here. Of one that was
// begun, only what was written counts.
void Inspection::addTrack(const mmc::TrackInformation &track) {
    const bool last = track.track == disc_.lastTrackInLastSession;
    const bool unwritten = track.blank || (track.nwaValid && track.nextWritableAddress <= track.start);
    if (isOpen() && last && unwritten) {
        return;
    }
    Track entry;
    entry.number = track.track;
    entry.session = track.session;
    entry.start = track.start;
    entry.sectors = track.nwaValid && isOpen() ? track.nextWritableAddress - track.start : track.size;
    entry.data = track.isData();
    entry.blank = track.blank;
    entry.damaged = track.damaged;
    medium_.tracks.push_back(entry);
    if (track.session <= medium_.sessions) {
        complete_.push_back(track);
    }
}

void Inspection::notePreviousSession() {
    if (complete_.empty()) {
        return;
    }
    const auto &last = complete_.back();
    const auto first = std::find_if(complete_.begin(), complete_.end(),
                                    [&last](const auto &track) { return track.session == last.session; });
    medium_.startOfPreviousSession = first->start;
    medium_.lastWrittenOfPreviousSession = last.lastRecordedValid ? last.lastRecorded : last.start + last.size - 1;
}

// CD and DVD+R have a name for the next track; on the others it is the last one.
std::uint32_t Inspection::nextTrackNumber() const {
    const bool named =
        isCd(medium_.type) || medium_.type == MediaType::DvdPlusR || medium_.type == MediaType::DvdPlusRDualLayer;
    return named ? mmc::InvisibleTrack : disc_.lastTrackInLastSession;
}

// Some drives name an address before the track's start, and on a blank CD whose write type is not track-at-once one in
// the pre-gap: the next write starts at the track's start, on a blank disc never below 0.
Result<void> Inspection::readNextTrack() {
    if (!isOpen()) {
        return {};
    }
    TRY_ASSIGN(next_, unlessRefused(drive_.trackInformation(mmc::TrackAddress::Track, nextTrackNumber())));
    if (next_ && next_->nwaValid) {
        const std::int32_t lowest = medium_.physicallyBlank ? std::max(0, next_->start) : next_->start;
        medium_.nextWritableAddress = std::max(next_->nextWritableAddress, lowest);
        medium_.rawFreeSectors = next_->freeBlocks;
    }
    return {};
}

// Only what drives can tell about: the feature is current with media that can be protected.
Result<void> Inspection::readWriteProtection() {
    if (kind_ == Kind::ReadOnly || !protectable_) {
        return {};
    }
    TRY_ASSIGN(const auto protection, unlessRefused(drive_.writeProtection()));
    if (!protection) {
        return {};
    }
    const std::int32_t persistent =
        medium_.type == MediaType::DvdPlusRw || medium_.type == MediaType::DvdPlusRwDualLayer
            ? write_protect::ByDiscControlBlock
            : write_protect::BySoftware;
    medium_.writeProtect = (protection->untilPowerdown ? write_protect::UntilPowerdown : 0) |
                           (protection->persistent ? persistent : 0) |
                           (protection->cartridge ? write_protect::ByCartridge : 0) |
                           (protection->mediaSpecific ? write_protect::ByMediaSpecificReason : 0);
    return {};
}

// A session that is called incomplete may still be empty (with a track reserved); what counts is data in it.
bool Inspection::lastSessionHasData() const {
    if (disc_.lastSession != mmc::SessionState::Incomplete) {
        return false;
    }
    const bool moreTracks = disc_.firstTrackInLastSession != disc_.lastTrackInLastSession;
    const bool begun = next_ && !next_->blank && next_->nwaValid && next_->nextWritableAddress > next_->start;
    const bool unreadable = next_ && !next_->nwaValid;
    return moreTracks || begun || unreadable;
}

void Inspection::judgeState() {
    std::int32_t state = media_state::Unknown;
    if (kind_ == Kind::Overwritable) {
        const bool neverFormatted =
            medium_.type == MediaType::DvdPlusRw && disc_.backgroundFormat == mmc::BackgroundFormat::None;
        medium_.physicallyBlank = medium_.physicallyBlank || neverFormatted;
        state = media_state::OverwriteOnly | (medium_.physicallyBlank ? media_state::Blank : 0);
    } else {
        switch (disc_.status) {
            case mmc::DiscStatus::Blank:
                state = media_state::Blank | media_state::Appendable;
                break;
            case mmc::DiscStatus::Appendable:
                state = media_state::Appendable;
                break;
            case mmc::DiscStatus::Complete:
                state = media_state::Finalized;
                break;
            case mmc::DiscStatus::RandomlyWritable:
                state = media_state::OverwriteOnly;
                break;
        }
    }
    if (kind_ == Kind::ReadOnly) {
        state = (state & media_state::Finalized) | media_state::UnsupportedMedia | media_state::WriteProtected;
        medium_.writeProtect = write_protect::ReadOnlyMedia;
    } else if ((state & media_state::Finalized) != 0 && medium_.erasable) {
        state |= media_state::EraseRequired;
    }
    if (medium_.writeProtect != 0) {
        state |= media_state::WriteProtected;
    }
    if (isOpen() && lastSessionHasData()) {
        state |= media_state::NonEmptySession;
    }
    const bool unusable = next_ && next_->damaged && !next_->nwaValid;
    if (unusable || (kind_ == Kind::Sequential && disc_.lastSession == mmc::SessionState::Damaged)) {
        state |= media_state::Damaged;
    }
    medium_.state = state;
}

// READ DISC INFORMATION tells it for CDs that can be written; ATIP where it does not.
Result<std::optional<std::int32_t>> Inspection::lastPossibleLeadOut() {
    if (const auto leadOut = disc_.lastPossibleLeadOut(); leadOut && *leadOut > 0) {
        return leadOut;
    }
    auto atip = drive_.atip();
    if (atip.ok()) {
        return std::optional(atip->lastPossibleLeadOut);
    }
    const bool implausible = atip.error().status == status::E_RECORDER_INVALID_RESPONSE_FROM_DEVICE;
    if (implausible || isRefused(atip.error())) {
        return std::optional<std::int32_t>();
    }
    return std::move(atip.error());
}

// Where reading ends.
Result<std::int32_t> Inspection::recordedSectors() {
    if (isCd(medium_.type)) {
        const auto toc = drive_.toc();
        if (toc.ok()) {
            return toc->leadOut;
        }
        if (!isRefused(toc.error())) {
            return toc.error();
        }
    }
    TRY_ASSIGN(const auto capacity, unlessRefused(drive_.readCapacity()));
    constexpr std::uint32_t Largest = 0x7FFFFFFE;
    return capacity && capacity->lastLba != 0 && capacity->lastLba <= Largest
               ? static_cast<std::int32_t>(capacity->lastLba) + 1
               : 0;
}

// On CD a write of n sectors takes n + 150 (post-gap) + 2 (run-out), and must end at the last possible lead-out. Drives
// differ in whether their number of free blocks leaves room for the run-out, so it is always taken off:
//     freeSectors = min(free blocks, last possible lead-out - next writable address) - 150 - 2
Result<void> Inspection::measure() {
    if (kind_ == Kind::Overwritable) {
        TRY_ASSIGN(medium_.totalSectors, recordedSectors());
        medium_.freeSectors = medium_.rawFreeSectors = medium_.totalSectors;
        medium_.nextWritableAddress = 0;
        return {};
    }
    if (!isOpen()) {
        TRY_ASSIGN(medium_.totalSectors, recordedSectors());
        return {};
    }
    const std::int64_t next = std::max(0, medium_.nextWritableAddress);
    std::int64_t end = next + medium_.rawFreeSectors;
    std::int64_t available = medium_.rawFreeSectors;
    if (isCd(medium_.type)) {
        TRY_ASSIGN(const auto leadOut, lastPossibleLeadOut());
        if (leadOut) {
            end = *leadOut;
            available = std::min(available, end - next);
        }
        available -= PostgapSectors + RunOutSectors;
    }
    medium_.totalSectors = static_cast<std::int32_t>(std::min<std::int64_t>(end, 0x7FFFFFFF));
    medium_.freeSectors =
        medium_.nextWritableAddress < 0 ? 0 : static_cast<std::int32_t>(std::max<std::int64_t>(available, 0));
    return {};
}

Result<void> Inspection::readSpeeds() {
    if (kind_ == Kind::ReadOnly) {
        return {};
    }
    TRY_ASSIGN(const auto speeds, drive_.writeSpeeds());
    auto &descriptors = medium_.speedDescriptors;
    for (const auto &speed : speeds) {
        descriptors.push_back(
            {medium_.type, speed.rotation == mmc::Rotation::Cav, sectorsPerSecondOfKb(medium_.type, speed.writeKb)});
    }
    std::sort(descriptors.begin(), descriptors.end(), [](const SpeedDescriptor &a, const SpeedDescriptor &b) {
        return a.sectorsPerSecond != b.sectorsPerSecond ? a.sectorsPerSecond > b.sectorsPerSecond
                                                        : a.pureCav < b.pureCav;
    });
    descriptors.erase(std::unique(descriptors.begin(), descriptors.end()), descriptors.end());
    auto &list = medium_.writeSpeeds;
    for (const SpeedDescriptor &descriptor : descriptors) {
        list.push_back(descriptor.sectorsPerSecond);
    }
    list.erase(std::unique(list.begin(), list.end()), list.end());
    TRY_ASSIGN(const auto capabilities, unlessRefused(drive_.capabilities()));
    if (capabilities) {
        medium_.currentWriteSpeed = sectorsPerSecondOfKb(medium_.type, capabilities->currentWriteKb);
        medium_.currentPureCav = capabilities->currentRotation == mmc::Rotation::Cav;
    }
    return {};
}

}  // namespace

Result<Medium> inspectMedium(Drive &drive) {
    return Inspection(drive).run();
}

}  // namespace burnish
