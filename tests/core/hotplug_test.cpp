// SPDX-License-Identifier: LGPL-2.1-or-later
// DiscMaster with libudev on a machine that umockdev plays: what udev really says when drives come and go.
#include "check.hpp"
#include "recorder/disc_master.hpp"

#include <poll.h>
#include <umockdev.h>

#include <cstdlib>
#include <memory>

namespace {

using namespace burnish;

struct Unref {
    void operator()(UMockdevTestbed *testbed) const { g_object_unref(testbed); }
};

class Machine {
public:
    Machine() : testbed_(umockdev_testbed_new()) {
        EXPECT(umockdev_in_mock_environment());
        ::unsetenv("BURNISH_DEVICE");
    }
    // As udev announces it.
    std::string plug(const std::string &name, const char *devtype = "disk") {
        const std::string node = "/dev/" + name;
        const std::string description = "P: /devices/virtual/block/" + name + "\nN: " + name + "\nE: DEVNAME=" + node +
                                        "\nE: DEVTYPE=" + devtype + "\nE: SUBSYSTEM=block\n\n";
        GError *error = nullptr;
        EXPECT(umockdev_testbed_add_from_string(testbed_.get(), description.c_str(), &error));
        const std::string path = "/sys/devices/virtual/block/" + name;
        umockdev_testbed_uevent(testbed_.get(), path.c_str(), "add");
        return path;
    }
    void change(const std::string &path) { umockdev_testbed_uevent(testbed_.get(), path.c_str(), "change"); }
    void unplug(const std::string &path) {
        umockdev_testbed_uevent(testbed_.get(), path.c_str(), "remove");
        umockdev_testbed_remove_device(testbed_.get(), path.c_str());
    }

private:
    std::unique_ptr<UMockdevTestbed, Unref> testbed_;
};

// "+/dev/sr0", "-/dev/sr0"; empty where there is none.
std::string next(DiscMaster &master) {
    auto event = master.nextEvent();
    EXPECT_OK(event);
    if (!*event) {
        return {};
    }
    return ((*event)->kind == DeviceEvent::Kind::Added ? "+" : "-") + (*event)->device;
}

TEST(drives_come_and_go) {
    Machine machine;
    const std::string first = machine.plug("sr0");
    auto master = std::move(*DiscMaster::enumerate());
    EXPECT(master.devices() == std::vector<std::string>({"/dev/sr0"}));
    EXPECT(next(master).empty());

    const std::string second = machine.plug("sr1");
    pollfd readable{*master.fd(), POLLIN, 0};
    EXPECT_EQ(::poll(&readable, 1, 60000), 1);
    EXPECT_EQ(next(master), "+/dev/sr1");
    EXPECT(master.devices() == std::vector<std::string>({"/dev/sr0", "/dev/sr1"}));
    EXPECT(next(master).empty());
    EXPECT_EQ(::poll(&readable, 1, 0), 0);

    machine.unplug(first);
    EXPECT_EQ(::poll(&readable, 1, 60000), 1);
    EXPECT_EQ(next(master), "-/dev/sr0");
    EXPECT(master.devices() == std::vector<std::string>({"/dev/sr1"}));
    EXPECT(DiscMaster::enumerate()->devices() == master.devices());
}

TEST(other_news_are_passed_over) {
    Machine machine;
    const std::string drive = machine.plug("sr0");
    auto master = std::move(*DiscMaster::enumerate());
    EXPECT_OK(master.fd());
    machine.change(drive);  // another disc
    machine.plug("sda");
    machine.plug("sda1", "partition");
    EXPECT(next(master).empty());
    machine.plug("sr7");
    EXPECT_EQ(next(master), "+/dev/sr7");
    EXPECT(next(master).empty());
}

}  // namespace
