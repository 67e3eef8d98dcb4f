// SPDX-License-Identifier: LGPL-2.1-or-later
// What attaching needs of the machine and finds in it: rights, modules, nodes, users. The machine is a folder.
#include "../../tcmu/kernel_support.hpp"
#include "../../tcmu/nodes.hpp"
#include "../../tcmu/users.hpp"
#include "../check.hpp"
#include "../drive.hpp"

#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>

using namespace test;
using namespace virtual_recorder::attach;

namespace {

namespace fs = std::filesystem;

struct Machine {
    Machine() {
        places.configfs = folder.file("config");
        places.sysfs = folder.file("sys");
        places.devices = folder.file("dev");
        places.processes = folder.file("proc");
        places.modules = folder.file("modules");
        places.udev = folder.file("udev");
        for (const auto &path : {places.sysfs + "/module", places.devices, places.processes, folder.file("bin")}) {
            fs::create_directories(path);
        }
    }

    // modprobe(8) in this machine: a shell script, which notes what it was asked for.
    void setModprobe(const std::string &script) {
        const std::string file = folder.file("bin/modprobe");
        writeText(file, "#!/bin/sh\necho \"$@\" >>" + folder.file("asked") + "\n" + script + "\n");
        EXPECT_EQ(::chmod(file.c_str(), 0755), 0);
        EXPECT_EQ(::setenv("PATH", (folder.file("bin") + ":/usr/bin:/bin").c_str(), 1), 0);
    }
    std::string asked() const {
        const Bytes bytes = fileContents(folder.file("asked"));
        return {bytes.begin(), bytes.end()};
    }
    void write(const std::string &path, const std::string &text) const {
        fs::create_directories(fs::path(path).parent_path());
        writeText(path, text);
    }

    TemporaryFolder folder;
    Places places;
    std::string message;
};

std::string release() {
    utsname names{};
    EXPECT_EQ(::uname(&names), 0);
    return names.release;
}

}  // namespace

// For as long as it takes. A process that has changed its user cannot be looked at by checkers of leaks, unless it says
// so.
TEST(onlyRootAttaches) {
    const bool root = ::geteuid() == 0;
    std::string message;
    EXPECT_EQ(permitted("attach", message), root);
    EXPECT_EQ(::seteuid(root ? 65534 : ::geteuid()), 0);
    const bool permittedToOthers = permitted("attach", message);
    EXPECT_EQ(::seteuid(root ? 0 : ::geteuid()), 0);
    EXPECT_EQ(::prctl(PR_SET_DUMPABLE, 1), 0);
    EXPECT(!permittedToOthers);
    EXPECT(contains(message, "sudo virtual-recorder attach"));
}

TEST(missingModulesAreLoaded) {
    Machine machine;
    fs::create_directories(machine.places.target());
    fs::create_directories(machine.places.sysfs + "/module/sg");  // is there already
    machine.setModprobe("exit 0");
    EXPECT(prepareKernel(machine.places, machine.message));
    EXPECT_EQ(machine.asked(), "-q configfs\n-q target_core_mod\n-q target_core_user\n-q tcm_loop\n-q sr_mod\n");
}

TEST(aModuleThatIsMissingIsNamedWithItsPackage) {
    Machine machine;
    fs::create_directories(machine.places.target());
    machine.setModprobe("[ \"$2\" != tcm_loop ]");
    EXPECT(!prepareKernel(machine.places, machine.message));
    EXPECT(contains(machine.message, "“tcm_loop”"));
    EXPECT(contains(machine.message, "linux-image-" + release()));
    EXPECT(contains(machine.message, "restart"));

    fs::create_directories(machine.places.modules + "/" + release());
    EXPECT(!prepareKernel(machine.places, machine.message));
    EXPECT(contains(machine.message, "“tcm_loop”"));
    EXPECT(contains(machine.message, "linux-image-amd64"));
}

TEST(withoutModprobeWhatIsLoadedIsEnough) {
    Machine machine;
    fs::create_directories(machine.places.target());
    EXPECT_EQ(::setenv("PATH", machine.folder.file("bin").c_str(), 1), 0);
    EXPECT(!prepareKernel(machine.places, machine.message));
    EXPECT(contains(machine.message, "“configfs”"));
    for (const char *module : {"configfs", "target_core_mod", "target_core_user", "tcm_loop", "sr_mod", "sg"}) {
        fs::create_directories(machine.places.sysfs + "/module/" + module);
    }
    EXPECT(prepareKernel(machine.places, machine.message));
}

TEST(aConfigFsThatCannotBeMountedIsExplained) {
    Machine machine;
    machine.places.configfs = machine.folder.file("no/folder");
    machine.setModprobe("exit 0");
    EXPECT(!prepareKernel(machine.places, machine.message));
    EXPECT(contains(machine.message, "mount -t configfs configfs " + machine.places.configfs));
}

TEST(nodesAreFoundThroughSysfs) {
    Machine machine;
    const std::string device = machine.places.sysfs + "/bus/scsi/devices/3:0:1:0";
    EXPECT(!findNodes(machine.places, "3:0:1:0"));
    machine.write(device + "/block/sr7/dev", "11:7\n");
    EXPECT(!findNodes(machine.places, "3:0:1:0"));
    machine.write(device + "/scsi_generic/sg9/dev", "21:9\n");
    EXPECT(!findNodes(machine.places, "3:0:1:0"));
    machine.write(machine.places.devices + "/sr7", "");
    machine.write(machine.places.devices + "/sg9", "");
    const auto nodes = findNodes(machine.places, "3:0:1:0");
    EXPECT(nodes.has_value());
    EXPECT_EQ(nodes->block, machine.places.devices + "/sr7");
    EXPECT_EQ(nodes->generic, machine.places.devices + "/sg9");
    EXPECT(!findNodes(machine.places, "3:0:1:1"));

    // Where udev is at work, it has its say.
    machine.write(machine.places.udev + "/control", "");
    EXPECT(!findNodes(machine.places, "3:0:1:0"));
    machine.write(machine.places.udev + "/data/b11:7", "");
    EXPECT(findNodes(machine.places, "3:0:1:0").has_value());
}

TEST(nodesThatDoNotComeAreMissed) {
    Machine machine;
    const DeviceEvents events;
    EXPECT(!waitForNodes(machine.places, "3:0:1:0", events, std::chrono::seconds(0), machine.message));
    EXPECT(contains(machine.message, "3:0:1:0"));
    EXPECT(contains(machine.message, machine.places.devices));
}

// The nodes are this machine's own: any device will do.
TEST(usersOfANodeAreNamed) {
    Machine machine;
    const Nodes nodes{"/dev/full", "/dev/zero"};
    EXPECT(usersOf(machine.places, nodes).empty());
    const std::string process = machine.places.processes + "/4711";
    machine.write(process + "/comm", "wodim\n");
    fs::create_directories(process + "/fd");
    fs::create_symlink("/dev/null", process + "/fd/0");
    fs::create_directories(machine.places.processes + "/sys/fd");
    fs::create_symlink("/dev/zero", machine.places.processes + "/sys/fd/0");
    EXPECT(usersOf(machine.places, nodes).empty());
    fs::create_symlink("/dev/zero", process + "/fd/5");
    const auto users = usersOf(machine.places, nodes);
    EXPECT_EQ(users.size(), 1U);
    EXPECT_EQ(users[0], "process 4711 (wodim) has /dev/zero open");
    EXPECT_EQ(joined({"a", "b"}), "a; b");
}
