// SPDX-License-Identifier: LGPL-2.1-or-later
// The recorder: opens a disc folder, and takes each command past the faults, the unit attentions and the state of the
// disc to its handler.
#include "virtual_recorder/recorder.hpp"

#include "commands.hpp"
#include "drive_state.hpp"
#include "faults.hpp"
#include "medium_catalogue.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace virtual_recorder {

namespace {

constexpr std::uint8_t CheckCondition = 0x02, Busy = 0x08;
constexpr std::uint8_t SynchronizeCache = 0x35;
constexpr std::uint32_t SmallestBufferKib = 64, LargestBufferKib = 0xFFFF;  // page 2A has 16 bits for it

Instant monotonicClock() {
    return std::chrono::steady_clock::now().time_since_epoch();
}

bool checkOptions(const Options &options, Failure &failure);

class VirtualDrive final : public Recorder {
public:
    VirtualDrive(const Options &options, std::unique_ptr<DiscStore> store, Faults faults, Now now)
        : state_(options, std::move(store), std::move(now)), faults_(std::move(faults)) {}
    ~VirtualDrive() override;

    Answer execute(std::span<const std::uint8_t> cdb, Direction direction, std::span<std::uint8_t> data,
                   std::chrono::milliseconds timeout) override;
    Button pressButton() override;
    bool trayOpen() const override { return state_.tray.isOpen(); }
    bool changeDisc(const Options &disc, Failure &failure) override;

private:
    Reply carryOut(const Request &request);
    std::optional<Sense> attention();
    std::optional<Sense> notReady(Needs needs);
    Reply withFault(const Fault &fault, const Request &request);
    Reply shortened(const Fault &fault, const Request &request);
    Reply corrupted(const Fault &fault, const Request &request);

    DriveState state_;
    Faults faults_;
    bool vanished_ = false;
};

// A power cut.
VirtualDrive::~VirtualDrive() {
    static_cast<void>(state_.settle());
    state_.saveOpenTrack();
}

// What the next command must hear before anything else.
std::optional<Sense> VirtualDrive::attention() {
    if (state_.deferred) {
        return std::exchange(state_.deferred, std::nullopt);
    }
    if (std::exchange(state_.poweredOn, false)) {
        return sense::PowerOn;
    }
    if (state_.tray.takeMediumChanged()) {
        return sense::MediumChanged;
    }
    return std::nullopt;
}

std::optional<Sense> VirtualDrive::notReady(Needs needs) {
    if (needs == Needs::Disc || needs == Needs::IdleDisc) {
        if (const auto refusal = state_.tray.refusal()) {
            return refusal;
        }
    }
    const bool idle = needs == Needs::IdleDrive || needs == Needs::IdleDisc;
    if (idle && state_.operation.running(state_.time())) {
        Sense busy = sense::OperationInProgress;
        busy.progress = state_.operation.refuse(state_.time());
        return busy;
    }
    return std::nullopt;
}

Reply VirtualDrive::carryOut(const Request &request) {
    state_.settleBlanking();
    if (!state_.settleClosing()) {
        state_.deferred = sense::WriteError;
        state_.deferred->deferred = true;
    }
    if (request.cdb.empty()) {
        return refused(sense::InvalidCommand);
    }
    const CommandEntry *entry = findCommand(request.cdb[0]);
    if (entry == nullptr || !entry->passesAttention) {
        if (const auto first = attention()) {
            return refused(*first);
        }
    }
    if (entry == nullptr) {
        return refused(sense::InvalidCommand);
    }
    const std::size_t length = cdbLength(entry->code);
    if (request.cdb.size() < length) {
        return refused(sense::InvalidFieldInCdb);
    }
    for (std::size_t i = 0; i < length; ++i) {
        if ((request.cdb[i] & ~entry->mask[i]) != 0) {
            return refused(sense::InvalidFieldInCdb);
        }
    }
    // A busy drive takes SYNCHRONIZE CACHE: it is there to wait for the drive.
    if (const auto problem = notReady(entry->code == SynchronizeCache ? Needs::Disc : entry->needs)) {
        return refused(*problem);
    }
    return entry->handler(state_, request);
}

// As the host sends them: the data divided by their number.
std::size_t blockSizeOf(const Request &request, const BlockRange &range) {
    return range.blocks > 0 ? std::max<std::size_t>(request.data.size() / static_cast<std::size_t>(range.blocks), 1)
                            : BlockSize;
}

// Of a WRITE only the whole blocks are carried out; of a reply only its first bytes arrive.
Reply VirtualDrive::shortened(const Fault &fault, const Request &request) {
    const std::size_t bytes = std::min(fault.bytes.value_or(request.data.size() / 2), request.data.size());
    if (request.direction != Direction::ToDevice) {
        Bytes whole(request.data.size());
        Reply reply = carryOut({request.cdb, request.direction, whole});
        reply.transferred = std::min(reply.transferred, bytes);
        std::copy_n(whole.begin(), reply.transferred, request.data.begin());
        return reply;
    }
    Bytes cdb(request.cdb.begin(), request.cdb.end());
    const auto range = blockRange(cdb);
    if (!range) {
        Reply reply = carryOut(request);
        reply.transferred = std::min(reply.transferred, bytes);
        return reply;
    }
    const std::size_t blockSize = blockSizeOf(request, *range);
    const std::size_t blocks = bytes / blockSize;
    if (cdb[0] == 0x2A) {
        put16(cdb, 7, static_cast<std::uint32_t>(blocks));
    } else {
        put32(cdb, 6, static_cast<std::uint32_t>(blocks));
    }
    Reply reply = carryOut({cdb, request.direction, request.data.first(blocks * blockSize)});
    reply.transferred = reply.sense ? 0 : bytes;
    return reply;
}

Reply VirtualDrive::corrupted(const Fault &fault, const Request &request) {
    Bytes data(request.data.begin(), request.data.end());
    const auto range = blockRange(request.cdb);
    const bool touched = range && request.direction == Direction::ToDevice;
    const std::size_t blockSize = touched ? blockSizeOf(request, *range) : 0;
    const auto at = touched && fault.lba ? static_cast<std::size_t>(*fault.lba - range->lba) * blockSize : 0;
    if (touched && at + blockSize <= data.size()) {
        for (std::size_t i = at; i < at + blockSize; ++i) {
            data[i] = static_cast<std::uint8_t>(~data[i]);
        }
        return carryOut({request.cdb, request.direction, data});
    }
    return carryOut(request);
}

// The effects that still answer. The others are dealt with in execute().
Reply VirtualDrive::withFault(const Fault &fault, const Request &request) {
    switch (fault.effect) {
        case FaultEffect::Sense: {
            if (!fault.sense.deferred) {
                return refused(fault.lba ? fault.sense.at(static_cast<std::int32_t>(*fault.lba)) : fault.sense);
            }
            const Reply reply = carryOut(request);
            state_.deferred = fault.lba ? fault.sense.at(static_cast<std::int32_t>(*fault.lba)) : fault.sense;
            return reply;
        }
        case FaultEffect::Short:
            return shortened(fault, request);
        case FaultEffect::Corrupt:
            return corrupted(fault, request);
        case FaultEffect::Ignore:
            return good(request.direction == Direction::ToDevice ? request.data.size() : 0);
        case FaultEffect::Garble: {
            const Reply reply = carryOut(request);
            if (request.direction == Direction::FromDevice) {
                std::fill_n(request.data.begin(), reply.transferred, fault.pattern);
            }
            return reply;
        }
        case FaultEffect::Late: {
            Reply reply = carryOut(request);
            reply.takes += fault.delay;
            state_.delay += state_.options.hostWaits ? Duration::zero() : fault.delay;
            return reply;
        }
        default:
            return carryOut(request);
    }
}

Answer VirtualDrive::execute(std::span<const std::uint8_t> cdb, Direction direction, std::span<std::uint8_t> data,
                             std::chrono::milliseconds timeout) {
    Answer answer;
    const Fault *fault = vanished_ ? nullptr : faults_.meet(cdb);
    vanished_ = vanished_ || (fault != nullptr && fault->effect == FaultEffect::Vanish);
    if (vanished_) {
        answer.host = Host::Gone;
        return answer;
    }
    if (fault != nullptr && fault->effect == FaultEffect::Never) {
        answer.host = Host::TimedOut;
        return answer;
    }
    if (fault != nullptr && fault->effect == FaultEffect::Busy) {
        answer.status = Busy;
        return answer;
    }
    const Request request{cdb, direction, data};
    const Reply reply = fault != nullptr ? withFault(*fault, request) : carryOut(request);
    if (reply.takes > timeout) {
        answer.host = Host::TimedOut;
        return answer;
    }
    answer.transferred = reply.transferred;
    answer.takes = reply.takes;
    if (reply.sense) {
        const auto bytes = encode(*reply.sense);
        answer.status = CheckCondition;
        std::copy(bytes.begin(), bytes.end(), answer.sense.begin());
        answer.senseLength = bytes.size();
    }
    return answer;
}

// As START STOP UNIT, but a finger is not a host: what refuses the one must ask for the other.
Button VirtualDrive::pressButton() {
    const bool settled = state_.settle();
    if (state_.tray.isOpen()) {
        state_.tray.close();
        return Button::Closed;
    }
    if (!settled || state_.writing || state_.operation.running(state_.time())) {
        return Button::Busy;
    }
    if (state_.tray.locked()) {
        state_.tray.askToOpen();
        return Button::HostAsked;
    }
    state_.openTray();
    return Button::Opened;
}

// The old disc is out before the new one is opened: it may be the same.
bool VirtualDrive::changeDisc(const Options &disc, Failure &failure) {
    failure = {};
    if (!state_.tray.isOpen()) {
        failure = {Trouble::InUse, "The tray is closed; a disc can be changed only in an open one.", {}};
        return false;
    }
    if (!checkOptions(disc, failure)) {
        return false;
    }
    state_.putDisc(nullptr);
    auto store = disc.empty ? nullptr : DiscStore::open(disc, failure);
    const bool good = disc.empty || store;
    state_.options.discard = disc.discard;
    state_.putDisc(std::move(store));
    return good;
}

bool checkOptions(const Options &options, Failure &failure) {
    const auto wrong = [&](const std::string &message) {
        failure = {Trouble::BadOption, message, {}};
        return false;
    };
    if (options.folder.empty()) {
        return wrong("A virtual recorder needs a folder for its disc, as in virtual:album.disc.");
    }
    if (!std::isfinite(options.pace) || options.pace < 0) {
        return wrong("The pace of a virtual recorder must be a number of x from 0, where 0 means no pace.");
    }
    if (options.bufferKib < SmallestBufferKib || options.bufferKib > LargestBufferKib) {
        return wrong("The buffer of a virtual recorder must be from " + std::to_string(SmallestBufferKib) + " to " +
                     std::to_string(LargestBufferKib) + " KiB.");
    }
    if (!options.medium.empty() && findMedium(options.medium) == nullptr) {
        failure = {Trouble::UnknownMedium,
                   "There is no virtual medium “" + options.medium + "”. Use one of " + knownMedia() + ".",
                   {}};
        return false;
    }
    return true;
}

}  // namespace

// Everything that can be wrong with the options is found before the folder is touched.
std::unique_ptr<Recorder> Recorder::open(const Options &options, Failure &failure, Now now) {
    failure = {};
    Faults faults;
    std::string message;
    if (!checkOptions(options, failure)) {
        return nullptr;
    }
    if (!options.faultsFile.empty() && !faults.load(options.faultsFile, message)) {
        failure = {Trouble::BadFaults, message, {}};
        return nullptr;
    }
    std::unique_ptr<DiscStore> store;
    if (!options.empty && !(store = DiscStore::open(options, failure))) {
        return nullptr;
    }
    return std::make_unique<VirtualDrive>(options, std::move(store), std::move(faults),
                                          now ? std::move(now) : Now(monotonicClock));
}

}  // namespace virtual_recorder
