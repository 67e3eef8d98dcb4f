// SPDX-License-Identifier: LGPL-2.1-or-later
// What descriptors say: volume fields and boot images, as xorriso and isoinfo read them.
#include "check.hpp"
#include "image_fixture.hpp"

using namespace image_test;
using burnish::BootEmulation;
using burnish::BootOptions;
using burnish::BootPlatform;
using burnish::Image;
using burnish::VolumeText;
using burnish::VolumeTime;
namespace status = burnish::status;

namespace {

// A hard disk with one partition, and code that jumps to itself.
Bytes hardDisk() {
    Bytes disk(64 * 1024);
    disk[0] = 0xEB;
    disk[1] = 0xFE;
    disk[446] = 0x80;
    disk[446 + 4] = 0x0C;
    disk[446 + 8] = 1;
    disk[446 + 12] = 127;
    disk[510] = 0x55;
    disk[511] = 0xAA;
    return disk;
}

BootOptions emulating(BootEmulation emulation) {
    BootOptions options;
    options.emulation = emulation;
    return options;
}

// The words of the lines that begin with this.
std::string linesWith(const std::string &text, const std::string &start) {
    std::string found;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        const std::string line = text.substr(at, end - at);
        found += line.starts_with(start) ? line + "\n" : "";
        at = end + 1;
    }
    return found;
}

}  // namespace

TEST(texts_and_times_are_written_as_they_are) {
    Folder folder;
    auto image = makeImage();
    EXPECT_OK(image->addBytes({1}, "/copying me.txt"));
    EXPECT_OK(image->addBytes({1}, "/About"));
    EXPECT_OK(image->setVolumeId("Holiday '26"));
    EXPECT_OK(image->setVolumeText(VolumeText::Publisher, "Jane Doe, 1 Road"));
    EXPECT_OK(image->setVolumeText(VolumeText::Preparer, std::string(128, 'p')));
    EXPECT_OK(image->setVolumeText(VolumeText::Application, "my program 1.0"));
    EXPECT_OK(image->setVolumeText(VolumeText::System, "Linux"));
    EXPECT_OK(image->setVolumeText(VolumeText::VolumeSet, "Set of 3"));
    EXPECT_OK(image->setVolumeText(VolumeText::Copyright, "copying me.txt"));
    EXPECT_OK(image->setVolumeText(VolumeText::Abstract, "About"));
    EXPECT_OK(image->setVolumeTime(VolumeTime::Creation, 1577934245));      // 2020-01-02 03:04:05
    EXPECT_OK(image->setVolumeTime(VolumeTime::Modification, 1609556645));  // 2021-01-02 03:04:05
    EXPECT_OK(image->setVolumeTime(VolumeTime::Effective, 1641092645));     // 2022-01-02 03:04:05
    EXPECT_OK(image->setVolumeTime(VolumeTime::Expiration, 1672628645));    // 2023-01-02 03:04:05
    authorTo(*image, folder / "x.iso");
    const std::string info = run("isoinfo -d -i " + (folder / "x.iso"));
    for (const std::string line :
         {"Volume id: Holiday '26", "Publisher id: Jane Doe, 1 Road", "Application id: my program 1.0",
          "System id: Linux", "Volume set id: Set of 3", "Copyright File id: COPYING_ME.TXT;1",
          "Abstract File id: ABOUT.;1", "Bibliographic File id: "}) {
        if (!hasLine(info, line)) {
            EXPECT_EQ(info, line);
        }
    }
    EXPECT(hasLine(info, "Data preparer id: " + std::string(128, 'p')));
    const std::string times = run("xorriso -indev " + (folder / "x.iso") + " -pvd_info 2>/dev/null");
    EXPECT(hasLine(times, "Creation Time: 2020010203040500"));
    EXPECT(hasLine(times, "Modif. Time  : 2021010203040500"));
    EXPECT(hasLine(times, "Eff. Time    : 2022010203040500"));
    EXPECT(hasLine(times, "Expir. Time  : 2023010203040500"));
}

TEST(texts_that_do_not_fit_are_refused) {
    auto image = makeImage();
    EXPECT_STATUS(image->setVolumeId(std::string(33, 'x')), status::E_INVALID_VOLUME_NAME);
    EXPECT_STATUS(image->setVolumeText(VolumeText::Publisher, std::string(129, 'x')), status::E_INVALID_PARAM);
    EXPECT_STATUS(image->setVolumeText(VolumeText::System, std::string(33, 'x')), status::E_INVALID_PARAM);
    EXPECT_STATUS(image->setVolumeText(VolumeText::Preparer, "Jürgen"), status::E_INVALID_PARAM);
    EXPECT_STATUS(image->setVolumeText(VolumeText::VolumeSet, "two\nlines"), status::E_INVALID_PARAM);
    EXPECT_STATUS(image->setVolumeText(VolumeText::Abstract, "folder/file"), status::E_INVALID_PARAM);
    EXPECT_EQ(image->volumeText(VolumeText::Publisher), std::string());
    EXPECT_EQ(image->volumeText(VolumeText::Application), std::string("BURNISH"));
    EXPECT_OK(image->setVolumeText(VolumeText::Bibliography, "missing.txt"));
    EXPECT_STATUS(image->createStream(), status::E_FILE_NOT_FOUND);
    EXPECT_OK(image->addBytes({1}, "/missing.txt"));
    EXPECT(image->createStream().ok());
    EXPECT_OK(image->setVolumeText(VolumeText::Bibliography, ""));
    const auto stream = streamOf(*image);
    EXPECT_STATUS(image->setVolumeText(VolumeText::Publisher, "x"), status::E_READONLY);
    EXPECT_STATUS(image->setVolumeTime(VolumeTime::Creation, 1), status::E_READONLY);
    EXPECT_STATUS(image->setVolumeId("x"), status::E_READONLY);
}

TEST(times_that_contradict_each_other_are_refused) {
    auto image = makeImage();
    EXPECT_STATUS(image->setVolumeTime(VolumeTime::Creation, 0), status::E_INVALID_DATE);
    EXPECT_STATUS(image->setVolumeTime(VolumeTime::Creation, -1), status::E_INVALID_DATE);
    EXPECT_STATUS(image->setVolumeTime(VolumeTime::Creation, 253402300800), status::E_INVALID_DATE);
    EXPECT_EQ(image->volumeTime(VolumeTime::Expiration), 0);
    EXPECT(image->volumeTime(VolumeTime::Creation) > 0);
    EXPECT_OK(image->setVolumeTime(VolumeTime::Creation, 2000));
    EXPECT_OK(image->setVolumeTime(VolumeTime::Modification, 1000));
    EXPECT_STATUS(image->createStream(), status::E_INVALID_DATE);
    EXPECT_OK(image->setVolumeTime(VolumeTime::Modification, 2000));
    EXPECT_OK(image->setVolumeTime(VolumeTime::Expiration, 1999));
    EXPECT_STATUS(image->createStream(), status::E_INVALID_DATE);
    EXPECT_OK(image->setVolumeTime(VolumeTime::Expiration, 2001));
    EXPECT(image->createStream().ok());
}

TEST(boot_images_are_in_the_catalog_and_in_no_folder) {
    Folder folder;
    auto image = makeImage();
    EXPECT_OK(image->addBytes({1}, "/readme"));
    BootOptions bios;
    bios.loadSegment = 0x900;
    bios.manufacturer = "ACME";
    bios.infoTable = true;
    EXPECT_OK(image->addBootImageFile(folder.write("bios.img", pattern(6000, 1)), bios));
    BootOptions efi;
    efi.platform = BootPlatform::Efi;
    EXPECT_OK(image->addBootImage(pattern(300 * 512, 2), efi));
    EXPECT_OK(image->addBootImage(Bytes(1440 * 1024), emulating(BootEmulation::Floppy1440)));
    EXPECT_OK(image->addBootImage(hardDisk(), emulating(BootEmulation::HardDisk)));
    const std::string iso = folder / "x.iso";
    authorTo(*image, iso);
    const std::string report =
        linesWith(run("xorriso -indev " + iso + " -report_el_torito plain 2>/dev/null"), "El Torito boot img");
    EXPECT(contains(report, "1  BIOS  y   none  0x0900  0x00      4"));
    EXPECT(contains(report, "2  UEFI  y   none  0x0000  0x00    300"));
    EXPECT(contains(report, "3  BIOS  y  fd1.4"));
    EXPECT(contains(report, "4  BIOS  y     hd"));
    const std::string info = run("isoinfo -d -i " + iso);
    EXPECT(contains(info, "Load segment 900") && contains(info, "ID 'ACME'"));
    for (const std::string tree : {"-R", "-J", ""}) {
        EXPECT_EQ(run("isoinfo -f " + tree + " -i " + iso + " | wc -l"), "1\n");
    }
    // The second image as it is; the first with its own address in it (the boot info table, at byte 12).
    const Bytes whole = contentsOf(iso);
    const auto addressOf = [&](std::size_t number) {
        std::string line = report;
        for (std::size_t i = 1; i < number; ++i) {
            line = line.substr(line.find('\n') + 1);
        }
        line = line.substr(0, line.find('\n'));
        return std::stoul(line.substr(line.rfind(' ') + 1));
    };
    const Bytes second = pattern(300 * 512, 2);
    EXPECT(std::equal(second.begin(), second.end(), whole.begin() + static_cast<long>(addressOf(2) * 2048)));
    const std::size_t first = addressOf(1) * 2048;
    EXPECT_EQ(whole[first + 12] | whole[first + 13] << 8, static_cast<int>(addressOf(1)));
    EXPECT_OK(image->compareWithDisc(blocksOf(iso), 0, {}));
}

TEST(boot_images_that_cannot_boot_are_refused) {
    Folder folder;
    auto image = makeImage();
    EXPECT_STATUS(image->addBootImage({}, {}), status::E_BOOT_IMAGE_DATA);
    EXPECT_STATUS(image->addBootImageFile(folder / "none", {}), status::E_FILE_NOT_FOUND);
    EXPECT_STATUS(image->addBootImageFile(folder.path(), {}), status::E_INVALIDARG);
    EXPECT_STATUS(image->addBootImageFile(folder.writeSparse("huge", std::uint64_t{1} << 33), {}),
                  status::E_BOOT_IMAGE_DATA);
    BootOptions table;
    table.infoTable = true;
    EXPECT_STATUS(image->addBootImage(Bytes(63), table), status::E_BOOT_IMAGE_DATA);
    for (const auto emulation :
         {BootEmulation::Floppy1200, BootEmulation::Floppy1440, BootEmulation::Floppy2880, BootEmulation::HardDisk}) {
        EXPECT_STATUS(image->addBootImage(pattern(2048, 1), emulating(emulation)),
                      status::E_BOOT_EMULATION_IMAGE_SIZE_MISMATCH);
    }
    BootOptions wrong;
    wrong.platform = static_cast<BootPlatform>(3);
    EXPECT_STATUS(image->addBootImage(pattern(2048, 1), wrong), status::E_INVALID_PARAM);
    wrong = {};
    wrong.manufacturer = std::string(25, 'x');
    EXPECT_STATUS(image->addBootImage(pattern(2048, 1), wrong), status::E_INVALID_PARAM);
    EXPECT_STATUS(image->addBootImage(pattern(2048, 1), emulating(static_cast<BootEmulation>(5))),
                  status::E_INVALID_PARAM);
    for (int i = 0; i < 32; ++i) {
        EXPECT_OK(image->addBootImage(pattern(2048, static_cast<std::uint32_t>(i)), {}));
    }
    EXPECT_STATUS(image->addBootImage(pattern(2048, 1), {}), status::E_BOOT_IMAGE_DATA);
    authorTo(*image, folder / "x.iso");
    EXPECT(contains(run("xorriso -indev " + (folder / "x.iso") + " -report_el_torito plain 2>/dev/null"),
                    "El Torito boot img :  32  BIOS"));
    EXPECT_OK(image->removeBootImages());
    authorTo(*image, folder / "y.iso");
    EXPECT(!contains(run("isoinfo -d -i " + (folder / "y.iso")), "El Torito"));
}

TEST(names_of_boot_files_give_way_to_the_users) {
    Folder folder;
    auto image = makeImage();
    EXPECT_OK(image->addBytes({1}, "/boot catalog"));
    EXPECT_OK(image->addBytes({1}, "/boot image 0 "));
    EXPECT_OK(image->addBootImage(pattern(2048, 1), {}));
    authorTo(*image, folder / "x.iso");
    EXPECT_EQ(run("isoinfo -f -R -i " + (folder / "x.iso")), "/boot catalog\n/boot image 0 \n");
}
