// SPDX-License-Identifier: GPL-3.0-or-later
// Boot images: what makes a disc bootable (El Torito).
#pragma once

#include "base/result.hpp"
#include "image/image_tree.hpp"
#include "image/iso_library.hpp"
#include "image/source_reader.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace burnish {

// The numbers are IMAPI2's and El Torito's.
enum class BootPlatform : std::uint8_t { X86 = 0, PowerPc = 1, Mac = 2, Efi = 0xEF };
enum class BootEmulation { None = 0, Floppy1200 = 1, Floppy1440 = 2, Floppy2880 = 3, HardDisk = 4 };

struct BootOptions {
    BootPlatform platform = BootPlatform::X86;
    BootEmulation emulation = BootEmulation::None;
    std::uint16_t loadSegment = 0;  // 0: the BIOS's own, 0x7C0
    std::uint16_t loadSectors = 0;  // of 512 bytes; 0: four for x86, else the whole image
    bool infoTable = false;         // writes into the image where it lies, as isolinux and GRUB want it
    std::string manufacturer;       // up to 24 characters
};

constexpr std::size_t MostBootImages = 32;

// A boot image with its bytes, as a file that is in no folder.
struct BootImage {
    BootOptions options;
    ImageNode file;
};

// E_BOOT_IMAGE_DATA, E_BOOT_EMULATION_IMAGE_SIZE_MISMATCH, E_INVALID_PARAM.
[[nodiscard]] Result<std::shared_ptr<const BootImage>> makeBootImage(std::vector<std::uint8_t> bytes,
                                                                     const BootOptions &options, timespec now);
// The whole of a file, which is copied. E_FILE_NOT_FOUND, E_ACCESSDENIED, E_NOT_FILE, E_BOOT_IMAGE_DATA.
[[nodiscard]] Result<std::vector<std::uint8_t>> readBootImage(const std::string &path);

// Gives them to libisofs's image. The files are read through reader; images outlive it.
[[nodiscard]] Result<void> addBootImages(IsoImage *image, const ImageNode &root,
                                         const std::vector<std::shared_ptr<const BootImage>> &boots,
                                         SourceReader &reader);

}  // namespace burnish
