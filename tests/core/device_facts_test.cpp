// SPDX-License-Identifier: LGPL-2.1-or-later
// How a drive is connected and what its lasting name is, from paths and links.
#include "transport/device_facts.hpp"
#include "check.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace {

using namespace burnish;
namespace fs = std::filesystem;

TEST(the_bus_stands_in_the_path) {
    const std::string pci = "/sys/devices/pci0000:00/0000:00:1f.2/", block = "/target1:0:0/1:0:0:0/block/sr0";
    EXPECT(busOf(pci + "ata2/host1" + block, "ahci") == BusType::Sata);
    EXPECT(busOf(pci + "ata2/host1" + block, "sata_nv") == BusType::Sata);
    EXPECT(busOf(pci + "ata2/host1" + block, "ata_piix") == BusType::Atapi);
    EXPECT(busOf(pci + "ata2/host1" + block, "") == BusType::Atapi);
    EXPECT(busOf(pci + "usb1/1-2/1-2:1.0/host4" + block, "usb-storage") == BusType::Usb);
    EXPECT(busOf(pci + "fw1/fw1.0/host6" + block, "sbp2") == BusType::FireWire);
    EXPECT(busOf(pci + "virtio2/host2" + block, "Virtio SCSI HBA") == BusType::Scsi);
    EXPECT(busOf("/sys/devices/virtual/block/loop0", "") == BusType::Unknown);
    EXPECT(busOf("", "") == BusType::Unknown);
    EXPECT(busOf("/usbx/ata/fw/hosts", "") == BusType::Unknown);
}

TEST(the_host_adapter_stands_in_the_path) {
    EXPECT_EQ(hostIn("/sys/devices/pci0000:00/ata2/host12/target12:0:0/12:0:0:0/block/sr0"), "host12");
    EXPECT(hostIn("/sys/devices/virtual/block/loop0").empty());
    EXPECT_EQ(hostIn("host7"), "host7");
}

TEST(nothing_is_known_of_what_is_no_block_device) {
    EXPECT(adapterOfNode("/dev/null").bus == BusType::Unknown);
    EXPECT(adapterOfNode("/no/such/node").driver.empty());
}

TEST(the_lasting_name_is_the_first_link) {
    std::string folder = (fs::temp_directory_path() / "burnish-names-XXXXXX").string();
    EXPECT(::mkdtemp(folder.data()) != nullptr);
    const std::string node = folder + "/sr0", links = folder + "/by-id";
    std::ofstream(node) << "a node";
    std::ofstream(folder + "/sr1") << "another";
    fs::create_symlink(node, folder + "/cdrom");
    EXPECT_EQ(lastingName(node, links), fs::canonical(node).string());
    EXPECT_EQ(lastingName(folder + "/cdrom", links), fs::canonical(node).string());
    fs::create_directory(links);
    EXPECT_EQ(lastingName(node, links), fs::canonical(node).string());
    fs::create_symlink("../sr0", links + "/usb-drive");
    fs::create_symlink("../sr0", links + "/ata-drive");
    fs::create_symlink("../sr1", links + "/aaa-other");
    fs::create_symlink("../gone", links + "/aaa-dangling");
    EXPECT_EQ(lastingName(folder + "/cdrom", links), links + "/ata-drive");
    EXPECT_EQ(lastingName(folder + "/gone", links), folder + "/gone");
    fs::remove_all(folder);
}

}  // namespace
