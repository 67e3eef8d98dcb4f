// SPDX-License-Identifier: LGPL-2.1-or-later
// RawCdSession: what PrepareMedia asks and WriteMedia does.
#include "formats/raw_cd_session.hpp"

#include "formats/data_inspection.hpp"
#include "formats/prepared_disc.hpp"
#include "formats/raw_cd_inspection.hpp"
#include "mmc/mode_page.hpp"

#include <string>

namespace burnish {

namespace {

constexpr std::uint8_t WriteParametersPage = 0x05;
constexpr BlankCdNeed Need = {"A raw image", status::E_DF2RAW_MEDIA_IS_NOT_SUPPORTED,
                              status::E_DF2RAW_MEDIA_IS_NOT_BLANK};
// Of the CD mastering feature's first payload byte.
constexpr std::uint8_t UnderrunProtectionBit = 0x40, SessionAtOnceBit = 0x20, RawBit = 0x08, TestWriteBit = 0x04;

// What a drive does not tell it may have.
bool may(const mmc::Feature *mastering, std::uint8_t bit) {
    return mastering == nullptr || mastering->data.empty() || (mastering->data[0] & bit) != 0;
}

bool isRefused(const Error &error) {
    return error.sense && mmc::isRefusal(*error.sense);
}

}  // namespace

RawCdSession::RawCdSession(RawCdSettings settings, std::shared_ptr<Report> report)
    : settings_(std::move(settings)), report_(std::move(report)), drive_(settings_.recorder->drive()) {}

// Best effort: other programs look at the write parameters that they find.
RawCdSession::~RawCdSession() {
    if (!parametersBefore_.empty() && !touched_) {
        (void)drive_.setModePage(parametersBefore_).ok();
    }
}

Result<Status> RawCdSession::prepare() {
    TRY_ASSIGN(taken_, takeDrive(settings_, medium_, *report_));
    TRY(checkBlankCd(medium_, Need));
    TRY(findEnds());
    TRY(findAbilities());
    return applySpeed(settings_, true, medium_, *report_);
}

// Where the lead-in starts and the lead-out may start at last: the groove says it, and drives that do not read it there
// tell it of the disc.
Result<void> RawCdSession::findEnds() {
    const auto atip = drive_.atip();
    if (atip.ok()) {
        room_.leadInStart = atip->leadInStart;
        room_.lastLeadOut = atip->lastPossibleLeadOut;
        return {};
    }
    if (isGone(atip.error())) {
        return atip.error();
    }
    TRY_ASSIGN(const auto disc, drive_.discInformation());
    const auto leadIn = disc.lastSessionLeadIn(), leadOut = disc.lastPossibleLeadOut();
    constexpr std::int32_t ShortestLeadIn = 4500;
    if (!leadIn || !leadOut || *leadIn > -ShortestLeadIn || *leadOut <= 0) {
        return Error(status::E_RECORDER_INVALID_RESPONSE_FROM_DEVICE,
                     "The drive does not tell where the disc's lead-in and lead-out are; use another disc or drive.",
                     atip.error().detail);
    }
    room_.leadInStart = *leadIn;
    room_.lastLeadOut = *leadOut;
    return {};
}

Result<void> RawCdSession::findAbilities() {
    mmc::Features features;
    auto told = drive_.features();
    if (told.ok()) {
        features = std::move(*told);
    } else if (told.error().status != status::E_RECORDER_GET_CONFIGURATION_NOT_SUPPORTED) {
        return std::move(told.error());
    }
    const mmc::Feature *mastering = features.find(mmc::feature::CdMastering);
    room_.underrunProtection = may(mastering, UnderrunProtectionBit);
    room_.sessionAtOnce = may(mastering, SessionAtOnceBit);
    if (settings_.simulate) {
        TRY(checkSimulate(mastering));
    }
    TRY(probeSectorTypes(mastering));
    const bool raw = !room_.sectorTypes.empty() && settings_.sessionAtOnce != SessionAtOncePolicy::Require;
    const bool atOnce = room_.sessionAtOnce && settings_.sessionAtOnce != SessionAtOncePolicy::Forbid;
    if (raw || atOnce) {
        return {};
    }
    return Error(status::E_DF2RAW_RECORDER_NOT_SUPPORTED,
                 settings_.sessionAtOnce == SessionAtOncePolicy::Forbid && room_.sessionAtOnce
                     ? "This drive does not write raw; permit that images are written session at once, or use another "
                       "recorder."
                     : "This drive cannot write raw images, nor session at once; use another recorder, or write track "
                       "at once.");
}

// A test write where there is none would burn for real.
Result<void> RawCdSession::checkSimulate(const mmc::Feature *mastering) const {
    const bool known = mastering != nullptr && mastering->current && !mastering->data.empty();
    if (known && (mastering->data[0] & TestWriteBit) != 0) {
        return {};
    }
    return Error(status::E_RECORDER_FEATURE_IS_NOT_CURRENT,
                 "There is no test write with this drive and disc; burn for real, or use another drive.");
}

// The write parameters are what tells: a drive refuses a block type that it does not write. Laser and disc stay out of
// it.
Result<void> RawCdSession::probeSectorTypes(const mmc::Feature *mastering) {
    auto current = drive_.modePage(WriteParametersPage, mmc::ModePageControl::Current);
    if (!current.ok()) {
        return isRefused(current.error()) ? Result<void>() : std::move(current.error());
    }
    parametersBefore_ = *current;
    if (!may(mastering, RawBit)) {
        return {};
    }
    for (const auto type : {cd::SubChannelType::PqOnly, cd::SubChannelType::Cooked, cd::SubChannelType::Raw}) {
        mmc::WriteParameters parameters;
        parameters.bufferUnderrunFree = room_.underrunProtection;
        parameters.testWrite = settings_.simulate;
        parameters.writeType = mmc::WriteType::Raw;
        parameters.trackMode = 0;
        parameters.dataBlockType = static_cast<std::uint8_t>(type);
        const auto taken = drive_.setModePage(mmc::buildWriteParametersPage(parametersBefore_, parameters));
        if (taken.ok()) {
            room_.sectorTypes.push_back(type);
        } else if (!isRefused(taken.error())) {
            return taken.error();
        }
    }
    return {};
}

Result<void> RawCdSession::write(const RawCdSettings &settings, Stream &stream, std::int32_t streamStart,
                                 WriteControl &control, const RawCdProgressHandler &progress,
                                 std::shared_ptr<Report> report) {
    const bool speedChanged = !settings.sameSpeed(settings_);
    settings_ = settings;
    report_ = std::move(report);
    report_->mediaType = medium_.type;
    report_->before = medium_;
    report_->sleepInhibited = taken_->sleepInhibited();
    report_->writeSpeed = medium_.currentWriteSpeed;
    TRY(checkBlankCd(medium_, Need));
    if (speedChanged) {
        TRY(applySpeed(settings_, true, medium_, *report_));
    }
    Write write{{stream, settings_.requestedSectorType, streamStart}, control, {progress, settings_.simulate}, {}};
    write.meter.enter(RawCdAction::Preparing);
    auto done = writeImage(write);
    if (done.ok()) {
        done = inspect(write);
    }
    if (!done.ok() && !report_->after && WriteSteps(drive_, write.meter, *report_).stillAnswers(done.error())) {
        look();
    }
    report_->stageSeconds = write.meter.stageSeconds();
    report_->streamBytes = static_cast<std::uint64_t>(report_->writtenSectors) * write.image.sectorBytes();
    return done;
}

// Raw where that is the plan; session at once where it is, or where the drive said that it writes raw and then refused,
// before anything was written.
Result<void> RawCdSession::writeImage(Write &write) {
    TRY_ASSIGN(const RawCdMethod method, chooseMethod(settings_, room_));
    TRY_ASSIGN(const RawCdPlan first, plan(method, write));
    bool mayFallBack = false;
    auto done = carryOut(first, write, mayFallBack);
    if (done.ok() || !mayFallBack) {
        return done;
    }
    const auto &sense = done.error().sense;
    report_->refusals.push_back("raw writing: " + (sense ? mmc::senseText(*sense) : done.error().detail));
    TRY_ASSIGN(const RawCdPlan second, plan(RawCdMethod::SessionAtOnce, write));
    report_->adjustments.emplace_back(
        "the drive refused to write raw when it came to it, and nothing was written: session at once instead");
    return carryOut(second, write, mayFallBack);
}

Result<RawCdPlan> RawCdSession::plan(RawCdMethod method, Write &write) {
    const auto tick = [&write]() -> Result<void> {
        if (write.meter.due()) {
            write.meter.emit(-1.0);
        }
        return write.control.cancelled() ? Result<void>(errorFromTable(status::E_REQUEST_CANCELLED)) : Result<void>();
    };
    TRY(write.image.examine(room_.leadInStart, tick));
    if (method == RawCdMethod::SessionAtOnce) {
        if (!write.image.rewindable()) {
            return Error(status::E_DF2RAW_STREAM_NOT_SUPPORTED,
                         "This image would be written session at once, and for that it must be read twice, which its "
                         "stream does not permit; give a stream that seeks, or use a drive that writes raw.");
        }
        TRY(write.image.survey(tick));
    }
    TRY_ASSIGN(auto plan, planRawCd(method, settings_, room_, write.image));
    describePlan(plan, write.image, *report_);
    return plan;
}

Result<void> RawCdSession::carryOut(const RawCdPlan &plan, Write &write, bool &mayFallBack) {
    RawCdWriter writer(plan, write.image, medium_, drive_, write.control, write.meter, *report_);
    auto done = writer.run();
    write.crcs = {writer.takeCrcs(), writer.takeRwCrcs(), write.image.type() == cd::SubChannelType::Raw};
    if (writer.touched() && !settings_.simulate) {
        touched_ = true;
        medium_.physicallyBlank = false;
        medium_.state = media_state::Appendable | media_state::NonEmptySession;
    }
    mayFallBack = !done.ok() && plan.method == RawCdMethod::Raw && writer.refusedByDrive() &&
                  settings_.sessionAtOnce == SessionAtOncePolicy::Allow && room_.sessionAtOnce &&
                  write.image.rewindable() && !isGone(done.error()) && stillBlank();
    return done;
}

bool RawCdSession::stillBlank() {
    if (!drive_.waitUntilReady(std::chrono::minutes(1)).ok()) {
        return false;
    }
    const auto disc = inspectMedium(drive_);
    return disc.ok() && disc->type == medium_.type && disc->physicallyBlank;
}

void RawCdSession::look() {
    if (auto medium = inspectMedium(drive_); medium.ok()) {
        report_->after = std::move(*medium);
        if (!settings_.simulate) {
            medium_.physicallyBlank = report_->after->physicallyBlank;
            medium_.state = report_->after->state;
        }
    }
}

// What the drive took and what is there are two things.
Result<void> RawCdSession::inspect(Write &write) {
    const cd::DiscLayout &layout = write.image.layout();
    report_->proof = settings_.simulate ? "test write: nothing was written" : "contents not proven";
    describeLayout(layout, !settings_.simulate, *report_);
    TRY_ASSIGN(report_->after, inspectMedium(drive_));
    if (settings_.simulate) {
        return compareUntouched(*report_->before, *report_->after);
    }
    medium_ = *report_->after;
    TRY(compareWithLayout(layout, *report_->after, drive_, *report_));
    if (settings_.verification != VerificationLevel::Full) {
        return {};
    }
    return RawCdReadBack(layout, write.crcs, drive_, write.control, write.meter, *report_).run();
}

}  // namespace burnish
