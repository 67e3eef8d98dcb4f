// SPDX-License-Identifier: LGPL-2.1-or-later
// The loop between the kernel's ring and the recorder.
#include "bridge.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <utility>

namespace virtual_recorder::attach {

namespace {

constexpr std::uint8_t CheckCondition = 0x02, TaskAborted = 0x40;
constexpr std::chrono::nanoseconds Forever = std::chrono::nanoseconds::max();

Answer aborted() {
    Answer answer;
    answer.status = TaskAborted;
    return answer;
}

void signal(int event) {
    const std::uint64_t one = 1;
    static_cast<void>(::write(event, &one, sizeof one));
}

}  // namespace

// LOGICAL UNIT FAILURE.
Answer answerOfNobody() {
    Answer answer;
    answer.status = CheckCondition;
    answer.senseLength = 18;
    answer.sense[0] = 0x70;
    answer.sense[2] = 0x04;
    answer.sense[7] = 10;
    answer.sense[12] = 0x3E;
    answer.sense[13] = 0x01;
    return answer;
}

Bridge::Bridge(std::unique_ptr<SharedMemory> memory, Ring ring, CarryOut carryOut)
    : memory_(std::move(memory)),
      ring_(ring),
      carryOut_(std::move(carryOut)),
      wake_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
      gone_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
      thread_([this] { run(); }) {}

std::unique_ptr<Bridge> Bridge::start(std::unique_ptr<SharedMemory> memory, CarryOut carryOut, std::string &message) {
    const auto ring = Ring::over(memory->bytes(), message);
    return ring ? std::unique_ptr<Bridge>(new Bridge(std::move(memory), *ring, std::move(carryOut))) : nullptr;
}

Bridge::~Bridge() {
    setMode(Mode::Stop);
    thread_.join();
    ::close(wake_);
    ::close(gone_);
}

void Bridge::refuseAll() {
    setMode(Mode::Refuse);
}

void Bridge::setMode(Mode mode) {
    mode_ = mode;
    signal(wake_);
}

void Bridge::tellGone() const {
    signal(gone_);
}

// A wake-up may have been taken by who waited within a command: what it was for is looked at before every pause.
void Bridge::run() {
    while (true) {
        while (const auto command = ring_.next()) {
            serve(*command);
        }
        if (ring_.broken()) {
            tellGone();
        }
        if (mode_ == Mode::Stop || ring_.broken()) {
            return;
        }
        pause(-1);
    }
}

// Until the kernel has something to say, or this side has, or the time is over.
void Bridge::pause(int milliseconds) {
    std::array<pollfd, 2> waits{{{memory_->descriptor(), POLLIN, 0}, {wake_, POLLIN, 0}}};
    if (::poll(waits.data(), waits.size(), milliseconds) <= 0) {
        return;
    }
    std::uint32_t pokes = 0;
    if (waits[0].revents != 0) {
        static_cast<void>(::read(memory_->descriptor(), &pokes, sizeof pokes));
    }
    std::uint64_t wakes = 0;
    if (waits[1].revents != 0) {
        static_cast<void>(::read(wake_, &wakes, sizeof wakes));
    }
}

// A drive that takes its time keeps the commands behind it waiting, as a real one does.
Bridge::Waited Bridge::wait(std::chrono::nanoseconds time) {
    using Clock = std::chrono::steady_clock;
    const Clock::time_point start = Clock::now();
    while (mode_ == Mode::Serve) {
        if (ring_.givenUp()) {
            return Waited::GivenUp;
        }
        const auto left = time == Forever ? Forever : time - (Clock::now() - start);
        if (left <= left.zero()) {
            return Waited::Elapsed;
        }
        const auto longest = std::chrono::ceil<std::chrono::milliseconds>(
            std::min<std::chrono::nanoseconds>(left, std::chrono::hours(1)));
        pause(static_cast<int>(longest.count()));
    }
    return Waited::Refusing;
}

Answer Bridge::carryOut(const Command &command) {
    if (mode_ != Mode::Serve) {
        return answerOfNobody();
    }
    const Answer answer = carryOut_(command.cdb, command.direction, data_);
    if (answer.host == Host::Gone) {
        Mode serving = Mode::Serve;  // unless it is ending already
        mode_.compare_exchange_strong(serving, Mode::Refuse);
        tellGone();
        return answerOfNobody();
    }
    if (answer.host == Host::Delivered && answer.takes == answer.takes.zero()) {
        return answer;
    }
    const Waited waited = wait(answer.host == Host::TimedOut ? Forever : answer.takes);
    return waited == Waited::Elapsed ? answer : waited == Waited::GivenUp ? aborted() : answerOfNobody();
}

void Bridge::serve(const Command &command) {
    data_.resize(command.length);
    if (command.direction == Direction::ToDevice) {
        ring_.take(data_);
    }
    const Answer answer = carryOut(command);
    finish(answer, std::span(data_).first(std::min(answer.transferred, data_.size())));
}

void Bridge::finish(const Answer &answer, std::span<const std::uint8_t> data) {
    const std::uint32_t done = 1;
    ring_.finish(answer, data);
    static_cast<void>(::write(memory_->descriptor(), &done, sizeof done));
}

}  // namespace virtual_recorder::attach
