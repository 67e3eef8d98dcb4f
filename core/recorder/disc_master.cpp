// SPDX-License-Identifier: LGPL-2.1-or-later
// DiscMaster: the list, and the events that change it.
#include "recorder/disc_master.hpp"

#include "base/descriptor.hpp"
#include "recorder/recorder.hpp"

#include <poll.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <filesystem>
#include <mutex>

namespace burnish {

namespace {

using Nodes = std::vector<std::string>;

// /dev/sr2 before /dev/sr10.
bool byNumber(const std::string &left, const std::string &right) {
    return left.size() != right.size() ? left.size() < right.size() : left < right;
}

bool contains(const Nodes &nodes, const std::string &node) {
    return std::find(nodes.begin(), nodes.end(), node) != nodes.end();
}

void insert(Nodes &nodes, const std::string &node) {
    nodes.insert(std::upper_bound(nodes.begin(), nodes.end(), node, byNumber), node);
}

void change(Nodes &nodes, const DeviceEvent &event) {
    if (event.kind == DeviceEvent::Kind::Added) {
        insert(nodes, event.device);
    } else {
        std::erase(nodes, event.device);
    }
}

// BURNISH_DEVICE may spell a node in another way, such as /dev/cdrom.
bool isSameDevice(const std::string &left, const std::string &right) {
    std::error_code error;
    return left == right || (left.starts_with('/') && std::filesystem::equivalent(left, right, error));
}

Error noDescriptor(const char *call) {
    return {status::E_FAIL, "The system gives no descriptor for the events of drives; close files that are not needed.",
            std::string(call) + ": " + std::strerror(errno)};
}

// What is watched, and one descriptor for all of it.
struct Watching {
    explicit Watching(std::unique_ptr<DriveWatch> source)
        : watch(std::move(source)),
          queued(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
          all(::epoll_create1(EPOLL_CLOEXEC)) {}
    [[nodiscard]] Result<void> join();

    const std::unique_ptr<DriveWatch> watch;
    const Descriptor queued;  // readable while events are in the queue
    const Descriptor all;
};

Result<void> Watching::join() {
    if (queued.get() < 0 || all.get() < 0) {
        return noDescriptor(queued.get() < 0 ? "eventfd" : "epoll_create1");
    }
    for (const int descriptor : {queued.get(), watch->fd()}) {
        epoll_event event{};
        event.events = EPOLLIN;
        if (::epoll_ctl(all.get(), EPOLL_CTL_ADD, descriptor, &event) != 0) {
            return noDescriptor("epoll_ctl");
        }
    }
    return {};
}

}  // namespace

struct DiscMaster::State {
    State(OpticalDrives &drives, std::string first) : system(drives), named(std::move(first)) {}

    OpticalDrives &system;
    const std::string named;
    std::mutex mutex;  // guards all below
    Nodes nodes;       // what the client knows: changed by events that are taken
    Nodes coming;      // the same when all queued events are taken
    std::deque<DeviceEvent> queue;
    std::unique_ptr<Watching> watching;
    bool missed = false;  // news got lost, and it was not looked anew since

    [[nodiscard]] Result<void> begin();
    [[nodiscard]] std::optional<DeviceEvent> take();
    [[nodiscard]] Result<Nodes> look();
    [[nodiscard]] Result<void> compare();
    [[nodiscard]] Result<void> hear();
    void push(const DeviceEvent &event);
};

// Sorted, without the one that BURNISH_DEVICE names.
Result<Nodes> DiscMaster::State::look() {
    TRY_ASSIGN(Nodes found, system.list());
    std::erase_if(found, [this](const std::string &node) { return !named.empty() && isSameDevice(named, node); });
    std::sort(found.begin(), found.end(), byNumber);
    return found;
}

// The watch comes first and the look second: what happens in between is seen by both, and told once.
Result<void> DiscMaster::State::begin() {
    if (watching) {
        return {};
    }
    TRY_ASSIGN(auto watch, system.watch());
    auto fresh = std::make_unique<Watching>(std::move(watch));
    TRY(fresh->join());
    watching = std::move(fresh);
    auto compared = compare();
    if (!compared.ok()) {
        watching.reset();
    }
    return compared;
}

// What has changed unheard becomes events.
Result<void> DiscMaster::State::compare() {
    TRY_ASSIGN(const Nodes found, look());
    for (const Nodes before = coming; const auto &node : before) {
        if (!contains(found, node)) {
            push({DeviceEvent::Kind::Removed, node});
        }
    }
    for (const auto &node : found) {
        push({DeviceEvent::Kind::Added, node});
    }
    return {};
}

// Only what changes the list is an event: udev repeats itself at times.
void DiscMaster::State::push(const DeviceEvent &event) {
    const bool added = event.kind == DeviceEvent::Kind::Added;
    if (contains(coming, event.device) == added || (added && !named.empty() && isSameDevice(named, event.device))) {
        return;
    }
    change(coming, event);
    queue.push_back(event);
    if (queue.size() == 1) {
        (void)eventfd_write(watching->queued.get(), 1);  // from 0 to 1, which cannot fail
    }
}

// Until there is an event, or no more news.
Result<void> DiscMaster::State::hear() {
    while (queue.empty()) {
        if (missed) {
            TRY(compare());
            missed = false;
        }
        const auto news = queue.empty() ? watching->watch->next() : std::nullopt;
        if (!news) {
            break;
        }
        missed = news->missed;
        if (!missed) {
            push(news->event);
        }
    }
    return {};
}

std::optional<DeviceEvent> DiscMaster::State::take() {
    if (queue.empty()) {
        return std::nullopt;
    }
    DeviceEvent event = std::move(queue.front());
    queue.pop_front();
    if (queue.empty()) {
        eventfd_t value = 0;
        (void)eventfd_read(watching->queued.get(), &value);  // back to 0
    }
    change(nodes, event);
    return event;
}

DiscMaster::DiscMaster(std::unique_ptr<State> state) : state_(std::move(state)) {}
DiscMaster::~DiscMaster() = default;
DiscMaster::DiscMaster(DiscMaster &&) noexcept = default;

Result<DiscMaster> DiscMaster::enumerate(OpticalDrives &drives) {
    const char *named = std::getenv("BURNISH_DEVICE");
    auto state = std::make_unique<State>(drives, named != nullptr ? named : "");
    TRY_ASSIGN(state->nodes, state->look());
    state->coming = state->nodes;
    return DiscMaster(std::move(state));
}

std::vector<std::string> DiscMaster::devices() const {
    const std::lock_guard lock(state_->mutex);
    Nodes all;
    if (!state_->named.empty()) {
        all.push_back(state_->named);
    }
    all.insert(all.end(), state_->nodes.begin(), state_->nodes.end());
    return all;
}

bool DiscMaster::isSupportedEnvironment() const {
    const auto all = devices();
    return std::any_of(all.begin(), all.end(), [](const std::string &device) {
        const auto recorder = Recorder::open(device);
        return recorder.ok() || recorder.error().status == status::E_RECORDER_LOCKED;
    });
}

Result<int> DiscMaster::fd() {
    const std::lock_guard lock(state_->mutex);
    TRY(state_->begin());
    return state_->watching->all.get();
}

Result<std::optional<DeviceEvent>> DiscMaster::nextEvent() {
    const std::lock_guard lock(state_->mutex);
    TRY(state_->begin());
    TRY(state_->hear());
    return state_->take();
}

Result<std::optional<DeviceEvent>> DiscMaster::waitForEvent(std::optional<std::chrono::milliseconds> time) {
    using std::chrono::milliseconds, std::chrono::steady_clock;
    constexpr milliseconds Longest{1 << 30};  // of one poll()
    const auto start = steady_clock::now();
    TRY_ASSIGN(const int descriptor, fd());
    for (;;) {
        TRY_ASSIGN(auto event, nextEvent());
        const auto gone = std::chrono::floor<milliseconds>(steady_clock::now() - start);
        if (event || (time && gone >= *time)) {
            return event;
        }
        pollfd readable{descriptor, POLLIN, 0};
        const auto left = time ? std::min(*time - gone, Longest) : milliseconds(-1);
        if (::poll(&readable, 1, static_cast<int>(left.count())) < 0) {
            return std::optional<DeviceEvent>();  // a signal
        }
    }
}

}  // namespace burnish
