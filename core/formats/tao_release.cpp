// SPDX-License-Identifier: LGPL-2.1-or-later
// TaoSession: what ReleaseMedia does: close the session, hold the disc against what was written, prove the contents.
#include "burn/audio_read_back.hpp"
#include "formats/data_inspection.hpp"
#include "formats/tao_session.hpp"
#include "formats/tao_toc.hpp"
#include "formats/tao_track_writer.hpp"

#include <string>

namespace burnish {

namespace {

bool isRefused(const Error &error) {
    return error.sense && mmc::isRefusal(*error.sense);
}

Error otherName(const std::string &what, const std::string &found, const std::string &written) {
    return differsFromPlan(what + " is \"" + found + "\" instead of \"" + written + "\"");
}

}  // namespace

Result<void> TaoSession::release(WriteControl &control, const TaoProgressHandler &progress,
                                 const std::function<void()> &closed) {
    TaoMeter meter(progress, settings_.simulate);
    meter.setTrack(trackCount());
    auto done = close(meter, control, closed);
    if (!done.ok() && !report_->after && WriteSteps(drive_, meter, *report_).stillAnswers(done.error())) {
        if (auto medium = inspectMedium(drive_); medium.ok()) {
            report_->after = std::move(*medium);
        }
    }
    taken_.reset();
    addStages(meter);
    for (const TaoTrack &onDisc : tracks_) {
        const TrackReport &track = report_->tracks[onDisc.told];
        report_->sectors += track.sectors;
        report_->paddingSectors += track.paddingSectors;
        report_->writtenSectors += track.sectors + track.paddingSectors;
        report_->streamBytes += track.bytes;
    }
    return done;
}

// closed: from now on the client may cancel, as only the verification is left.
Result<void> TaoSession::close(TaoMeter &meter, WriteControl &control, const std::function<void()> &closed) {
    WriteSteps steps(drive_, meter, *report_);
    if (tracks_.empty() && !touched_) {
        report_->proof = "nothing was written";
        return inspect();
    }
    meter.enter(TaoAction::Finishing);
    TRY(steps.waitUntilReady());
    if (!settings_.simulate) {
        TRY(steps.close(CloseSession, 0));
    }
    TRY(inspect());
    if (settings_.verification == VerificationLevel::None || settings_.simulate) {
        return {};
    }
    const bool full = settings_.verification == VerificationLevel::Full;
    if (full) {
        closed();
    }
    meter.setTrack(tracks_.empty() ? 0 : 1);
    meter.enter(TaoAction::Verifying);
    TRY(verifyNames());
    return full ? readBack(meter, control) : Result<void>();
}

Result<void> TaoSession::inspect() {
    TRY_ASSIGN(report_->after, inspectMedium(drive_));
    if (settings_.simulate) {
        report_->proof = "test write: nothing was written";
        for (TrackReport &track : report_->tracks) {
            track.proof = report_->proof;
        }
    }
    if (settings_.simulate || !touched_) {
        return compareUntouched(*report_->before, *report_->after);
    }
    TRY(compareDisc());
    if (tracks_.empty()) {
        return {};
    }
    const auto bytes = expectedToc();
    TRY_ASSIGN(const auto expected, mmc::parseFullToc(ByteView(bytes)));
    auto actual = drive_.fullToc();
    if (!actual.ok() && isRefused(actual.error())) {
        TRY_ASSIGN(const auto toc, drive_.toc());
        actual = fullTocOf(toc);
    }
    TRY(actual);
    return compareTocs(expected, *actual);
}

Result<void> TaoSession::compareDisc() const {
    const Medium &after = *report_->after;
    if (after.physicallyBlank) {
        return differsFromPlan("it is still blank");
    }
    const std::int32_t wanted = settings_.doNotFinalizeMedia ? media_state::Appendable : media_state::Finalized;
    if ((after.state & wanted) == 0 || (after.state & media_state::NonEmptySession) != 0) {
        return differsFromPlan("it is " + mediaStateText(after.state) + " instead of " + mediaStateText(wanted));
    }
    if (after.sessions != 1 || after.tracks.size() != tracks_.size()) {
        return differsFromPlan("it has " + std::to_string(after.tracks.size()) + " tracks in " +
                               std::to_string(after.sessions) + " sessions instead of " +
                               std::to_string(tracks_.size()) + " in one");
    }
    return {};
}

// ISRC and catalogue number are read where the drive reads them; one that gives none back proves nothing.
Result<void> TaoSession::verifyNames() {
    const auto check = [this](const std::string &what, const std::string &written,
                              Result<std::string> found) -> Result<void> {
        if (!found.ok() && isGone(found.error())) {
            return std::move(found.error());
        }
        if (!found.ok() || found->empty()) {
            report_->adjustments.push_back("the drive does not give back " + what);
            return {};
        }
        return *found == written ? Result<void>() : otherName(what, *found, written);
    };
    if (const auto &number = settings_.mediaCatalogNumber; !number.empty()) {
        TRY(check("the media catalogue number", number, drive_.mediaCatalogNumber()));
    }
    for (const TaoTrack &onDisc : tracks_) {
        const TrackReport &track = report_->tracks[onDisc.told];
        if (!track.isrc.empty()) {
            TRY(check("the ISRC of track " + std::to_string(track.number), track.isrc,
                      drive_.isrc(static_cast<std::uint8_t>(track.number))));
        }
    }
    return {};
}

// Every track gets its verdict, also after a bad one.
Result<void> TaoSession::readBack(TaoMeter &meter, WriteControl &control) {
    AudioReadBack readBack(drive_, control, meter);
    Result<void> verdict;
    report_->proof = "contents proven by reading back";
    report_->verified = true;
    for (const TaoTrack &written : tracks_) {
        TrackReport &track = report_->tracks[written.told];
        meter.setTrack(track.number);
        meter.setExtent(written.start, written.written);
        meter.emit(0.0);
        AudioReadBackResult result;
        auto compared = readBack.compare(written.start, track.bytes, written.crcs, result);
        report_->readOffset = readBack.offset();
        track.verifiedSectors = result.sectors;
        track.firstBadLba = result.firstBadLba;
        report_->verifiedSectors += result.sectors;
        if (!compared.ok() && compared.error().status != status::E_BURN_VERIFICATION_FAILED) {
            report_->verified = false;
            report_->proof = "contents not proven";
            return compared;
        }
        track.verified = compared.ok();
        track.proof = compared.ok() ? "contents proven by reading back" : "contents proven bad";
        if (!compared.ok() && verdict.ok()) {
            report_->verified = false;
            report_->proof = track.proof;
            report_->firstBadLba = result.firstBadLba;
            verdict = std::move(compared);
        }
    }
    return verdict;
}

}  // namespace burnish
