// SPDX-License-Identifier: LGPL-2.1-or-later
// DiscMaster: the list of recorders and the events that change it, on a machine that the test plays.
#include "recorder/disc_master.hpp"
#include "check.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <cstdlib>
#include <deque>
#include <thread>

namespace {

using namespace burnish;
using Nodes = std::vector<std::string>;

// What the system has to say, and a descriptor that is readable as long as there is some of it.
struct FakeNews {
    int fd = ::eventfd(0, EFD_NONBLOCK);
    std::deque<DriveNews> waiting;

    ~FakeNews() { ::close(fd); }
    void tell(DriveNews news) {
        waiting.push_back(std::move(news));
        (void)eventfd_write(fd, 1);
    }
};

class FakeWatch final : public DriveWatch {
public:
    explicit FakeWatch(std::shared_ptr<FakeNews> news) : news_(std::move(news)) {}
    int fd() const override { return news_->fd; }
    std::optional<DriveNews> next() override {
        if (news_->waiting.empty()) {
            eventfd_t value = 0;
            (void)eventfd_read(news_->fd, &value);
            return std::nullopt;
        }
        DriveNews news = std::move(news_->waiting.front());
        news_->waiting.pop_front();
        return news;
    }

private:
    std::shared_ptr<FakeNews> news_;
};

class FakeDrives final : public OpticalDrives {
public:
    Nodes nodes;
    std::shared_ptr<FakeNews> news = std::make_shared<FakeNews>();
    Status watchAnswer = status::S_OK;
    Status listAnswer = status::S_OK;
    int watches = 0;

    Result<Nodes> list() override {
        if (failed(listAnswer)) {
            return errorFromTable(listAnswer);
        }
        return nodes;
    }
    Result<std::unique_ptr<DriveWatch>> watch() override {
        if (failed(watchAnswer)) {
            return errorFromTable(watchAnswer);
        }
        ++watches;
        return std::unique_ptr<DriveWatch>(std::make_unique<FakeWatch>(news));
    }
    void add(const std::string &node) {
        nodes.push_back(node);
        news->tell({false, {DeviceEvent::Kind::Added, node}});
    }
    void remove(const std::string &node) {
        std::erase(nodes, node);
        news->tell({false, {DeviceEvent::Kind::Removed, node}});
    }
};

DiscMaster masterOf(FakeDrives &drives, const char *named = nullptr) {
    named != nullptr ? ::setenv("BURNISH_DEVICE", named, 1) : ::unsetenv("BURNISH_DEVICE");
    auto master = DiscMaster::enumerate(drives);
    ::unsetenv("BURNISH_DEVICE");
    EXPECT_OK(master);
    return std::move(*master);
}

// "+/dev/sr0", "-/dev/sr0"; empty where there is none.
std::string shown(const Result<std::optional<DeviceEvent>> &event) {
    EXPECT_OK(event);
    if (!*event) {
        return {};
    }
    return ((*event)->kind == DeviceEvent::Kind::Added ? "+" : "-") + (*event)->device;
}

bool readable(DiscMaster &master) {
    pollfd descriptor{*master.fd(), POLLIN, 0};
    return ::poll(&descriptor, 1, 0) == 1;
}

TEST(drives_are_listed_by_number) {
    FakeDrives drives;
    drives.nodes = {"/dev/sr10", "/dev/sr2", "/dev/sr0"};
    EXPECT(masterOf(drives).devices() == Nodes({"/dev/sr0", "/dev/sr2", "/dev/sr10"}));
    EXPECT(masterOf(drives, "virtual:x").devices() == Nodes({"virtual:x", "/dev/sr0", "/dev/sr2", "/dev/sr10"}));
    EXPECT(masterOf(drives, "/dev/sr2").devices() == Nodes({"/dev/sr2", "/dev/sr0", "/dev/sr10"}));
    EXPECT(masterOf(drives, "").devices().size() == 3);
    EXPECT_EQ(drives.watches, 0);  // who asks for no events pays for none
}

TEST(events_change_the_list_when_they_are_taken) {
    FakeDrives drives;
    drives.nodes = {"/dev/sr1"};
    auto master = masterOf(drives);
    EXPECT(shown(master.nextEvent()).empty());
    drives.add("/dev/sr0");
    drives.remove("/dev/sr1");
    EXPECT(master.devices() == Nodes({"/dev/sr1"}));
    EXPECT_EQ(shown(master.nextEvent()), "+/dev/sr0");
    EXPECT(master.devices() == Nodes({"/dev/sr0", "/dev/sr1"}));
    EXPECT_EQ(shown(master.nextEvent()), "-/dev/sr1");
    EXPECT(master.devices() == Nodes({"/dev/sr0"}));
    EXPECT(shown(master.nextEvent()).empty());
    EXPECT_EQ(drives.watches, 1);
}

TEST(the_descriptor_tells_of_events) {
    FakeDrives drives;
    auto master = masterOf(drives);
    EXPECT(!readable(master));
    drives.add("/dev/sr0");
    EXPECT(readable(master));
    EXPECT(readable(master));
    EXPECT_EQ(shown(master.nextEvent()), "+/dev/sr0");
    EXPECT(shown(master.nextEvent()).empty());
    EXPECT(!readable(master));
    EXPECT_EQ(*master.fd(), *master.fd());
}

// Between the first look and the beginning of the watch.
TEST(what_happened_unwatched_is_told) {
    FakeDrives drives;
    drives.nodes = {"/dev/sr0", "/dev/sr1"};
    auto master = masterOf(drives);
    drives.nodes = {"/dev/sr1", "/dev/sr3", "/dev/sr2"};
    EXPECT(readable(master));
    EXPECT_EQ(shown(master.nextEvent()), "-/dev/sr0");
    EXPECT(readable(master));
    EXPECT_EQ(shown(master.nextEvent()), "+/dev/sr2");
    EXPECT_EQ(shown(master.nextEvent()), "+/dev/sr3");
    EXPECT(shown(master.nextEvent()).empty());
    EXPECT(!readable(master));
    EXPECT(master.devices() == Nodes({"/dev/sr1", "/dev/sr2", "/dev/sr3"}));
}

TEST(what_got_lost_is_looked_up) {
    FakeDrives drives;
    drives.nodes = {"/dev/sr0"};
    auto master = masterOf(drives);
    EXPECT(shown(master.nextEvent()).empty());
    drives.nodes = {"/dev/sr1"};
    drives.news->tell({true, {}});
    EXPECT_EQ(shown(master.nextEvent()), "-/dev/sr0");
    EXPECT_EQ(shown(master.nextEvent()), "+/dev/sr1");
    EXPECT(shown(master.nextEvent()).empty());
}

TEST(repetitions_are_no_events) {
    FakeDrives drives;
    drives.nodes = {"/dev/sr0"};
    auto master = masterOf(drives);
    EXPECT_OK(master.fd());
    drives.news->tell({false, {DeviceEvent::Kind::Added, "/dev/sr0"}});
    drives.news->tell({false, {DeviceEvent::Kind::Removed, "/dev/sr9"}});
    EXPECT(shown(master.nextEvent()).empty());
    drives.remove("/dev/sr0");
    drives.add("/dev/sr0");
    EXPECT_EQ(shown(master.nextEvent()), "-/dev/sr0");
    EXPECT_EQ(shown(master.nextEvent()), "+/dev/sr0");  // plugged in again, perhaps another drive
    EXPECT(shown(master.nextEvent()).empty());
}

TEST(the_recorder_that_was_named_stays) {
    FakeDrives drives;
    drives.nodes = {"/dev/sr0", "/dev/sr1"};
    auto master = masterOf(drives, "/dev/sr0");
    EXPECT_OK(master.fd());
    drives.remove("/dev/sr0");
    EXPECT(shown(master.nextEvent()).empty());
    EXPECT(master.devices() == Nodes({"/dev/sr0", "/dev/sr1"}));
    drives.add("/dev/sr0");
    EXPECT(shown(master.nextEvent()).empty());
    EXPECT(master.devices() == Nodes({"/dev/sr0", "/dev/sr1"}));
}

TEST(a_system_that_tells_nothing) {
    FakeDrives drives;
    drives.nodes = {"/dev/sr0"};
    auto master = masterOf(drives);
    drives.watchAnswer = status::E_FAIL;
    EXPECT_STATUS(master.fd(), status::E_FAIL);
    EXPECT_STATUS(master.nextEvent(), status::E_FAIL);
    EXPECT_STATUS(master.waitForEvent(std::chrono::milliseconds(0)), status::E_FAIL);
    EXPECT(master.devices() == Nodes({"/dev/sr0"}));
    drives.watchAnswer = status::S_OK;
    drives.listAnswer = status::E_OUTOFMEMORY;
    EXPECT_STATUS(master.nextEvent(), status::E_OUTOFMEMORY);
    drives.listAnswer = status::S_OK;
    EXPECT_OK(master.fd());
    drives.listAnswer = status::E_OUTOFMEMORY;
    drives.news->tell({true, {}});
    EXPECT_STATUS(master.nextEvent(), status::E_OUTOFMEMORY);
    EXPECT_STATUS(DiscMaster::enumerate(drives), status::E_OUTOFMEMORY);
    drives.listAnswer = status::S_OK;
    drives.nodes = {};
    EXPECT_EQ(shown(master.nextEvent()), "-/dev/sr0");  // still remembered
}

TEST(waiting_ends_with_an_event_or_with_the_time) {
    FakeDrives drives;
    auto master = masterOf(drives);
    EXPECT(shown(master.waitForEvent(std::chrono::milliseconds(0))).empty());
    EXPECT(shown(master.waitForEvent(std::chrono::milliseconds(1))).empty());
    drives.add("/dev/sr0");
    EXPECT_EQ(shown(master.waitForEvent(std::nullopt)), "+/dev/sr0");
    // News that are no event do not end it.
    drives.news->tell({false, {DeviceEvent::Kind::Added, "/dev/sr0"}});
    EXPECT(shown(master.waitForEvent(std::chrono::milliseconds(1))).empty());
}

// The descriptor wakes whoever waits. News are there before the descriptor says so, as with a socket.
TEST(waiting_is_woken) {
    FakeDrives drives;
    auto master = masterOf(drives);
    const int descriptor = *master.fd();
    std::thread other([&] { (void)eventfd_write(drives.news->fd, 1); });
    pollfd readable{descriptor, POLLIN, 0};
    EXPECT_EQ(::poll(&readable, 1, -1), 1);
    other.join();
    EXPECT(shown(master.nextEvent()).empty());
}

// The machine's own udev: nothing is known of its drives, but it can be asked.
TEST(the_real_system_can_be_watched) {
    auto listed = systemDrives().list();
    EXPECT_OK(listed);
    auto master = DiscMaster::enumerate();
    EXPECT_OK(master);
    EXPECT(master->devices().size() >= listed->size());
    EXPECT_OK(master->fd());
    EXPECT_OK(master->nextEvent());
}

}  // namespace
