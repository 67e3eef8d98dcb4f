// SPDX-License-Identifier: LGPL-2.1-or-later
// PreparedFormat: the state rules that the modes with PrepareMedia and ReleaseMedia share. A mode derives from it and
// adds what it writes. Settings: PreparedSettings and the mode's own; Session: a disc between preparing and releasing.
#pragma once

#include "burn/report.hpp"
#include "burn/write_control.hpp"
#include "formats/prepared_settings.hpp"
#include "media/medium.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace burnish {

// A mode's name in reports, and its refusals.
struct PreparedFormatTable {
    const char *mode;
    Status writeInProgress;
    Status writeNotInProgress;
    Status mediaIsPrepared;
    Status mediaIsNotPrepared;
    Status noRecorderSpecified;
    Status recorderNotSupported;
    Status clientNameIsNotValid;
};

template <typename Settings, typename Session>
class PreparedFormat {
public:
    PreparedFormat(const PreparedFormat &) = delete;
    PreparedFormat &operator=(const PreparedFormat &) = delete;

    // While something is written, and while a disc is prepared or released, every setter fails with writeInProgress.
    // These fail with mediaIsPrepared on a prepared disc.
    [[nodiscard]] Result<void> setRecorder(std::shared_ptr<Recorder> recorder);
    [[nodiscard]] Result<void> setClientName(const std::string &name);
    // One door for the plain settings.
    [[nodiscard]] Result<void> change(const std::function<void(Settings &)> &apply);

    // Only on a prepared disc: mediaIsNotPrepared. Each preparing sets it back to false.
    [[nodiscard]] Result<void> setBufferUnderrunFreeDisabled(bool value);
    // At any time but during a write. S_OK, or a success code that says the speed or the rotation was adjusted.
    [[nodiscard]] Result<Status> setWriteSpeed(std::int32_t sectorsPerSecond, bool pureCav);
    // Runs where nothing is written.
    [[nodiscard]] Result<void> whereNothingRuns(const std::function<void()> &apply);

    [[nodiscard]] Settings settings() const;

    // Static answers about a recorder and its disc.
    [[nodiscard]] static std::vector<MediaType> supportedMediaTypes();
    [[nodiscard]] static Result<bool> isRecorderSupported(Recorder &recorder);
    [[nodiscard]] static Result<bool> isCurrentMediaSupported(Recorder &recorder);

    // The disc in the recorder, of a prepared disc as it was after the last write; noRecorderSpecified.
    [[nodiscard]] Result<Medium> medium();
    [[nodiscard]] std::shared_ptr<const Report> report() const;

protected:
    enum class State { Idle, Preparing, Prepared, Writing, Releasing };
    using Room = std::decay_t<decltype(std::declval<const Session &>().room())>;

    // A busy state that ends with its scope, whatever happens in between, also an exception for want of memory.
    class Running {
    public:
        Running(PreparedFormat &format, State next) : format_(format), next_(next) {}
        ~Running() { format_.end(next_); }
        Running(const Running &) = delete;
        Running &operator=(const Running &) = delete;
        void endIn(State next) { next_ = next; }

    private:
        PreparedFormat &format_;
        State next_;
    };

    // table must outlive the format.
    explicit PreparedFormat(const PreparedFormatTable &table) : table_(table) {}
    ~PreparedFormat() = default;

    // Of these three, the caller holds the lock.
    [[nodiscard]] Result<void> checkIdle() const;
    [[nodiscard]] Result<void> checkPrepared() const;
    [[nodiscard]] bool known() const { return state_ != State::Idle && state_ != State::Preparing; }

    // What is known of the prepared disc, during a write as before it; mediaIsNotPrepared.
    [[nodiscard]] Result<Room> knownRoom() const;
    // With what the mode does not say itself.
    [[nodiscard]] std::shared_ptr<Report> newReport(const Settings &settings) const;
    // start: makes the mode's settings of a prepared disc the default ones, and a report; runs with the lock held.
    [[nodiscard]] Result<Status> prepare(const std::function<std::shared_ptr<Report>()> &start);
    // The settings to write with. check: what else must hold; runs with the lock held. A Running must follow at once.
    [[nodiscard]] Result<Settings> beginWriting(const std::function<Result<void>()> &check = {});
    [[nodiscard]] Result<void> beginReleasing();
    void permitCancel();
    // After a cancel that was accepted a success is none; the report gets what failed.
    [[nodiscard]] Result<void> settled(Result<void> done, Report &report);
    [[nodiscard]] Result<void> cancel();

    mutable std::mutex mutex_;  // guards all below; held only for a moment
    State state_ = State::Idle;
    Settings settings_;
    std::unique_ptr<Session> session_;       // used by whoever made the state busy
    Room room_;                              // what queries tell while it is used
    std::shared_ptr<Report> pendingReport_;  // report_, when the disc is not prepared any more
    std::shared_ptr<const Report> report_;
    WriteControl control_;

private:
    [[nodiscard]] bool busy() const { return state_ != State::Idle && state_ != State::Prepared; }
    [[nodiscard]] Result<void> beginPreparing(const std::function<std::shared_ptr<Report>()> &start);
    [[nodiscard]] bool endCancel();
    void end(State next) noexcept;
    void noteSession() noexcept;

    const PreparedFormatTable &table_;
    bool cancellable_ = false;
    Medium medium_;
};

}  // namespace burnish
