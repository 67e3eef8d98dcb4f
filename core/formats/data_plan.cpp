// SPDX-License-Identifier: LGPL-2.1-or-later
// DataPlan: IMAPI2's rules for a data write (IDiscFormat2Data), and those of the media (MMC-6).
#include "formats/data_plan.hpp"

#include "mmc/features.hpp"
#include "stream/stream.hpp"

#include <algorithm>
#include <limits>

namespace burnish {

namespace {

constexpr std::int32_t SectorBytes = 2048;
constexpr std::int32_t ShortestCdTrack = 300;  // Red Book: 4 seconds
constexpr std::int32_t DvdPacket = 16;         // one ECC block of 32 KiB
constexpr std::uint8_t DataTrackMode = 4;      // Q control: data, recorded uninterrupted
constexpr std::uint8_t Mode1BlockType = 8;     // 2048 bytes, mode 1
constexpr std::uint8_t TestWriteBit = 0x04;    // of the track-at-once feature's first payload byte
constexpr std::uint8_t UnderrunProtectionBit = 0x40;

bool isHandled(MediaType type) {
    return type == MediaType::CdR || type == MediaType::CdRw || type == MediaType::DvdPlusR;
}

Error refusedMedium(const Medium &medium) {
    std::string why = "The disc in the drive (" + std::string(mediaTypeName(medium.type)) + ", " +
                      mediaStateText(medium.state) + ") cannot take data";
    if (isHandled(medium.type) && medium.erasable && (medium.state & media_state::WriteProtected) == 0) {
        why += " as it is; erase it first (what is on it will be gone), or insert a blank disc.";
    } else if ((medium.state & media_state::WriteProtected) != 0) {
        why += ": it is write protected; permit writing, or insert another disc.";
    } else if ((medium.state & media_state::Damaged) != 0) {
        why += ": its last session is damaged, and nothing can be written behind it; insert another disc.";
    } else if ((medium.state & media_state::Finalized) != 0) {
        why += ": it is finalized; insert a blank or appendable disc.";
    } else if ((medium.state & media_state::NonEmptySession) != 0) {
        why += ": its last session was never closed; insert another disc.";
    } else {
        why += "; insert a blank CD-R, CD-RW or DVD+R.";
    }
    return {status::E_DF2DATA_MEDIA_IS_NOT_SUPPORTED, why};
}

Result<void> checkMedium(const Medium &medium) {
    const bool writable = (medium.state & media_state::UnsupportedMask) == 0 && medium.nextWritableAddress >= 0;
    if (!isHandled(medium.type) || !writable) {
        return refusedMedium(medium);
    }
    return {};
}

// Only what was never used, or what may go, is overwritten. Other media are only ever added to.
Result<void> checkOverwrite(const DataSettings &settings, const Medium &medium) {
    const bool holdsSomething =
        (medium.state & media_state::OverwriteOnly) != 0 && (medium.state & media_state::Blank) == 0;
    if (holdsSomething && !settings.forceOverwrite) {
        return Error(status::E_DF2DATA_MEDIA_NOT_BLANK,
                     "The disc in the drive (" + std::string(mediaTypeName(medium.type)) +
                         ") is not blank, and writing replaces what is on it; permit overwriting, or insert another "
                         "disc.");
    }
    return {};
}

// A test write where the medium has none would burn for real.
Result<void> checkSimulate(const Medium &medium, const mmc::Features &features) {
    const auto *feature = isCd(medium.type) ? features.find(mmc::feature::CdTrackAtOnce) : nullptr;
    const bool offered =
        feature != nullptr && feature->current && !feature->data.empty() && (feature->data[0] & TestWriteBit) != 0;
    if (!offered) {
        return Error(status::E_RECORDER_FEATURE_IS_NOT_CURRENT,
                     "There is no test write on " + std::string(mediaTypeName(medium.type)) +
                         " with this drive; burn for real, or test with a CD-R.");
    }
    return {};
}

void planSize(DataPlan &plan, const DataSettings &settings) {
    if (isCd(plan.mediaType)) {
        plan.postgapSectors = settings.postgapAlreadyInImage ? 0 : PostgapSectors;
        plan.paddingSectors = std::max(0, ShortestCdTrack - plan.sectors - plan.postgapSectors);
    } else {
        const std::int32_t unit = writeUnitSectors(plan.mediaType);
        plan.paddingSectors = (unit - plan.sectors % unit) % unit;
    }
}

// What the disc takes in all, the sectors included that Medium::freeSectors leaves out for a data write.
std::int32_t roomOn(const Medium &medium) {
    return medium.freeSectors + (isCd(medium.type) ? PostgapSectors + RunOutSectors : 0);
}

Result<void> checkSpace(const DataPlan &plan, const Medium &medium) {
    const std::int32_t runOut = isCd(plan.mediaType) ? RunOutSectors : 0;
    const std::int64_t needed = std::int64_t{plan.totalSectors()} + runOut;
    if (needed <= roomOn(medium)) {
        return {};
    }
    return Error(status::E_DF2DATA_STREAM_TOO_LARGE_FOR_CURRENT_MEDIA,
                 "The data needs " + std::to_string(needed) + " sectors, the disc has " +
                     std::to_string(roomOn(medium)) + " free; burn less or insert a larger disc.");
}

// IMAPI2: a disc with at most 2 % of its sectors left is closed whatever was asked. On DVD+R the disc stays open only
// where both properties say so.
void planClosing(DataPlan &plan, const DataSettings &settings, const Medium &medium) {
    if (plan.simulate) {
        plan.closing = Closing::None;
        return;
    }
    const std::int64_t left = std::int64_t{roomOn(medium)} - plan.totalSectors();
    const bool nearlyFull = left * 50 <= medium.totalSectors;
    const bool close = settings.forceMediaToBeClosed || nearlyFull;
    plan.closedForLackOfSpace = nearlyFull && !settings.forceMediaToBeClosed;
    if (plan.mediaType == MediaType::DvdPlusR && !settings.disableConsumerDvdCompatibilityMode) {
        plan.closing = Closing::DiscForConsumers;
        plan.closedForLackOfSpace = false;
    } else {
        plan.closing = close ? Closing::Disc : Closing::Session;
    }
}

// Drives may refuse a page that asks for what they do not have.
bool lacksUnderrunProtection(const mmc::Features &features) {
    const auto *feature = features.find(mmc::feature::CdTrackAtOnce);
    return feature != nullptr && !feature->data.empty() && (feature->data[0] & UnderrunProtectionBit) == 0;
}

// mmc: track at once, 2048-byte blocks; the multi-session field decides what closing the session leaves behind.
void planWriteParameters(DataPlan &plan, const DataSettings &settings, const mmc::Features &features) {
    if (!isCd(plan.mediaType)) {
        return;
    }
    mmc::WriteParameters parameters;
    parameters.bufferUnderrunFree = !settings.bufferUnderrunFreeDisabled && !lacksUnderrunProtection(features);
    parameters.testWrite = plan.simulate;
    parameters.writeType = mmc::WriteType::TrackAtOnce;
    parameters.multiSession =
        plan.closing == Closing::Session ? mmc::MultiSession::NextAllowed : mmc::MultiSession::None;
    parameters.trackMode = DataTrackMode;
    parameters.dataBlockType = Mode1BlockType;
    plan.writeParameters = parameters;
}

}  // namespace

const char *closingText(Closing closing) {
    switch (closing) {
        case Closing::None:
            return "nothing (test write)";
        case Closing::Session:
            return "close session, leave appendable";
        case Closing::Disc:
            return "finalize disc";
        case Closing::DiscForConsumers:
            return "finalize disc, compatible with players";
    }
    return "unknown";
}

std::int32_t writeUnitSectors(MediaType type) {
    return isCd(type) ? 1 : DvdPacket;
}

Result<std::int32_t> sectorsOfStream(std::uint64_t streamBytes) {
    if (streamBytes == 0) {
        return Error(status::E_DF2DATA_STREAM_NOT_SUPPORTED, "There is nothing to burn: the source is empty.");
    }
    if (streamBytes == Stream::UnknownLength) {
        return Error(
            status::E_DF2DATA_STREAM_NOT_SUPPORTED,
            "The source does not tell its length, and a data disc is planned by it; give the source a length.");
    }
    if (streamBytes % SectorBytes != 0) {
        return Error(status::E_DF2DATA_STREAM_NOT_SUPPORTED,
                     "The source has " + std::to_string(streamBytes) +
                         " bytes, which is no multiple of 2048; it is not a disc image, or it was cut off.");
    }
    const std::uint64_t sectors = streamBytes / SectorBytes;
    if (sectors > static_cast<std::uint64_t>(std::numeric_limits<std::int32_t>::max() / 2)) {
        return Error(status::E_DF2DATA_STREAM_TOO_LARGE_FOR_CURRENT_MEDIA,
                     "The source is larger than any optical disc.");
    }
    return static_cast<std::int32_t>(sectors);
}

Result<DataPlan> planDataWrite(const DataSettings &settings, const Medium &medium, const mmc::Features &features,
                               std::uint64_t streamBytes) {
    DataPlan plan;
    TRY_ASSIGN(plan.sectors, sectorsOfStream(streamBytes));
    TRY(checkMedium(medium));
    TRY(checkOverwrite(settings, medium));
    plan.mediaType = medium.type;
    plan.startLba = medium.nextWritableAddress;
    plan.simulate = settings.simulate;
    if (plan.simulate) {
        TRY(checkSimulate(medium, features));
    }
    planSize(plan, settings);
    TRY(checkSpace(plan, medium));
    planClosing(plan, settings, medium);
    planWriteParameters(plan, settings, features);
    const auto speed = chooseSpeed(settings.requestedWriteSpeed, settings.requestedPureCav, medium.speedDescriptors);
    plan.writeSpeed = speed.sectorsPerSecond;
    plan.writePureCav = speed.pureCav;
    plan.adjusted = speed.adjusted;
    return plan;
}

}  // namespace burnish
