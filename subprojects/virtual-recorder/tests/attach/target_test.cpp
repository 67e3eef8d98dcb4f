// SPDX-License-Identifier: LGPL-2.1-or-later
// The steps in configfs against one that is as strict as the kernel's about their order, and that fails where it is
// told.
#include "../../tcmu/target.hpp"
#include "../../tcmu/attachment.hpp"
#include "../check.hpp"
#include "../drive.hpp"

#include <algorithm>
#include <cerrno>
#include <map>
#include <set>

using namespace test;
using namespace virtual_recorder;
using namespace virtual_recorder::attach;

namespace {

// What the kernel's configfs does with the folders "core" and "loopback".
class StrictConfigFs final : public ConfigFs {
public:
    int makeFolder(const std::string &path) override {
        if (failsNow()) {
            return EIO;
        }
        if (folders.contains(path)) {
            return EEXIST;
        }
        const auto parent = path.substr(0, path.rfind('/'));
        const bool known = path == "loopback" || parent == "core" || folders.contains(parent) ||
                           (parent.ends_with("/lun") && folders.contains(parent.substr(0, parent.size() - 4)));
        if (!known) {
            return ENOENT;
        }
        folders.insert(path);
        return 0;
    }
    int removeFolder(const std::string &path) override {
        removals.push_back(path);
        if (!folders.contains(path)) {
            return ENOENT;
        }
        const auto inside = [&](const auto &each) { return each.starts_with(path + "/"); };
        const bool holds = std::any_of(folders.begin(), folders.end(), inside) ||
                           std::any_of(links.begin(), links.end(), [&](auto &each) { return inside(each.first); });
        const bool linked =
            std::any_of(links.begin(), links.end(), [&](const auto &each) { return each.second == path; });
        if (holds || linked) {
            return holds ? ENOTEMPTY : EBUSY;
        }
        folders.erase(path);
        return 0;
    }
    int write(const std::string &path, const std::string &value) override {
        const std::string folder =
            path.substr(0, path.find("/attrib/") == std::string::npos ? path.rfind('/') : path.find("/attrib/"));
        if (!folders.contains(folder)) {
            return ENOENT;
        }
        if (failsNow()) {
            return EINVAL;
        }
        values[path] = value;
        return 0;
    }
    int link(const std::string &target, const std::string &path) override {
        if (failsNow()) {
            return EIO;
        }
        const std::string unit = path.substr(0, path.rfind('/'));
        const std::string group = unit.substr(0, unit.find("/lun/"));
        if (!folders.contains(unit) || !folders.contains(target)) {
            return ENOENT;
        }
        if (values[target + "/enable"] != "1" || values[group + "/nexus"].empty()) {
            return EINVAL;
        }
        links[path] = target;
        return 0;
    }
    int unlink(const std::string &path) override {
        removals.push_back(path);
        return links.erase(path) == 1 ? 0 : ENOENT;
    }
    std::string read(const std::string &path) override { return path.ends_with("/address") ? "3:0:1" : ""; }

    [[nodiscard]] bool empty() const { return folders.empty() && links.empty(); }

    std::set<std::string> folders;
    std::map<std::string, std::string> links;
    std::map<std::string, std::string> values;
    std::vector<std::string> removals;
    int failAt = -1;  // the step that fails, counted from 0
    int steps = 0;

private:
    bool failsNow() { return steps++ == failAt; }
};

bool setUp(Target &target, std::string &message) {
    return target.claim(message) == Claim::Made && target.makeDevice(message) && target.connect(message);
}

bool takeDown(Target &target, std::string &message) {
    const bool disconnected = target.disconnect(message);
    return target.removeDevice(message) && disconnected;
}

}  // namespace

TEST(namesGoBothWays) {
    for (const unsigned number : {0U, 1U, 17U, 255U}) {
        const Identity identity{number};
        EXPECT_EQ(Identity::parse(identity.name())->number, number);
        EXPECT(identity.targetAddress() != identity.nexusAddress());
        EXPECT_EQ(identity.targetAddress().size(), 20U);  // naa. and 16 digits
    }
    for (const char *name : {"", "vr", "vr01", "vr256", "vr-1", "sr0", "vr0x", "VR0", "vr99999999999"}) {
        EXPECT(!Identity::parse(name));
    }
}

TEST(aTargetIsSetUpAndTakenDown) {
    StrictConfigFs files;
    Target target(files, Identity{4});
    std::string message;
    EXPECT(setUp(target, message));
    EXPECT_EQ(files.values["core/user_5652004/vr4/attrib/cmd_time_out"], "0");
    EXPECT(contains(files.values["core/user_5652004/vr4/control"], "hw_block_size=2048"));
    EXPECT(contains(files.values["core/user_5652004/vr4/control"], "nl_reply_supported=-1"));
    EXPECT_EQ(target.scsiAddress(), "3:0:1:0");
    EXPECT(takeDown(target, message));
    EXPECT_EQ(message, "");
    EXPECT(files.empty());
}

TEST(whatWasSetUpHalfIsTakenDownWhole) {
    int failures = 0;
    for (int step = 0;; ++step) {
        StrictConfigFs files;
        files.failAt = step;
        Target target(files, Identity{0});
        std::string message;
        const bool good = setUp(target, message);
        if (!good) {
            ++failures;
            EXPECT(contains(message, "The kernel refuses “"));
        }
        std::string trouble;
        EXPECT(takeDown(target, trouble));
        EXPECT_EQ(trouble, "");
        EXPECT(files.empty());
        if (files.steps <= step) {
            break;
        }
    }
    EXPECT(failures >= 8);
}

TEST(aNumberThatIsTakenStaysAsItIs) {
    StrictConfigFs files;
    std::string message;
    Target first(files, Identity{0}), second(files, Identity{0}), other(files, Identity{1});
    EXPECT(setUp(first, message));
    EXPECT(second.claim(message) == Claim::Taken);
    EXPECT(setUp(other, message));
    EXPECT(takeDown(first, message));
    EXPECT(files.folders.contains("loopback"));  // the other's
    EXPECT(files.folders.contains("core/user_5652001/vr1"));
    EXPECT(takeDown(other, message));
    EXPECT(files.empty());
}

TEST(whatCannotBeRemovedIsNamedAndTheRestIsRemoved) {
    StrictConfigFs files;
    Target target(files, Identity{0});
    std::string message;
    EXPECT(setUp(target, message));
    files.folders.insert("loopback/" + Identity{0}.targetAddress() + "/tpgt_1/lun/lun_0/somebody");
    EXPECT(!takeDown(target, message));
    EXPECT(contains(message, "lun_0”"));
    EXPECT(files.links.empty());
    EXPECT(!files.folders.contains("core/user_5652000"));
}

// Where the kernel makes no device that can be served, nothing of the attempt stays.
TEST(anAttachmentThatCannotBeServedLeavesNothing) {
    const TemporaryFolder folder;
    Places places;
    places.sysfs = folder.file("sys");
    places.run = folder.file("run");
    StrictConfigFs files;
    std::string message;
    EXPECT(Attachment::open(
               places, files, [](auto, auto, auto) { return Answer{}; }, message) == nullptr);
    EXPECT(contains(message, "UIO"));
    EXPECT(files.folders.empty());
    EXPECT(!std::filesystem::exists(places.run + "/vr0"));
}

// As a killed process leaves them: all is there, and nobody serves it.
TEST(leftoversAreRemoved) {
    const TemporaryFolder folder;
    Places places;
    places.sysfs = folder.file("sys");
    places.run = folder.file("");
    StrictConfigFs files;
    Target target(files, Identity{2});
    std::string message;
    EXPECT(setUp(target, message));
    writeText(folder.file("vr2"), "");
    writeText(folder.file("vr3"), "");
    EXPECT(removeLeftovers(places, files, Identity{2}, message));
    EXPECT(files.empty());
    EXPECT(!std::filesystem::exists(folder.file("vr2")));
    EXPECT(std::filesystem::exists(folder.file("vr3")));
    EXPECT(removeLeftovers(places, files, Identity{2}, message));  // nothing is missed
}

TEST(theMachinesOwnConfigFsTellsItsErrors) {
    const TemporaryFolder folder;
    KernelConfigFs files(folder.file(""));
    EXPECT_EQ(files.makeFolder("core"), 0);
    EXPECT_EQ(files.makeFolder("core"), EEXIST);
    EXPECT_EQ(files.makeFolder("a/b"), ENOENT);
    EXPECT_EQ(files.write("core/control", "x"), ENOENT);  // attributes are there or not, and are never made
    writeText(folder.file("core/control"), "");
    EXPECT_EQ(files.write("core/control", "value"), 0);
    EXPECT_EQ(files.read("core/control"), "value");
    EXPECT_EQ(files.read("core/none"), "");
    EXPECT_EQ(files.link("core", "link"), 0);
    EXPECT_EQ(files.removeFolder("core"), ENOTEMPTY);
    EXPECT_EQ(files.unlink("link"), 0);
    EXPECT_EQ(files.unlink("link"), ENOENT);
}
