// SPDX-License-Identifier: GPL-3.0-or-later
// Boot images: what makes a disc bootable (El Torito).
//
// The firmware finds a boot image through the boot catalog and needs no file name, so neither of the two shows in a
// folder.
#include "image/boot_image.hpp"

#include "image/image_name.hpp"
#include "image/source_scan.hpp"
#include "stream/file_stream.hpp"

#include <algorithm>

namespace burnish {

namespace {

constexpr std::size_t BootSector = 512;
constexpr std::uint64_t LargestBootImage = 256u * 1024 * 1024;
constexpr std::size_t LongestManufacturer = 24;  // El Torito 1.0, validation entry
constexpr std::size_t InfoTableEnd = 64;
constexpr std::size_t PartitionTable = 446;
constexpr std::size_t PartitionEntry = 16;
constexpr std::size_t PartitionType = 4;
constexpr int HiddenFile = LIBISO_HIDE_ON_RR | LIBISO_HIDE_ON_JOLIET | LIBISO_HIDE_BUT_WRITE;

std::uint64_t floppySize(BootEmulation emulation) {
    switch (emulation) {
        case BootEmulation::Floppy1200:
            return 1200 * 1024;
        case BootEmulation::Floppy1440:
            return 1440 * 1024;
        default:
            return 2880 * 1024;
    }
}

// The firmware takes the disk's geometry from its only partition.
bool isHardDisk(const std::vector<std::uint8_t> &bytes) {
    if (bytes.size() < BootSector || bytes[510] != 0x55 || bytes[511] != 0xAA) {
        return false;
    }
    int partitions = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        partitions += bytes[PartitionTable + i * PartitionEntry + PartitionType] != 0 ? 1 : 0;
    }
    return partitions == 1;
}

Result<void> checkEmulation(const std::vector<std::uint8_t> &bytes, BootEmulation emulation) {
    if (emulation == BootEmulation::None) {
        return {};
    }
    if (emulation == BootEmulation::HardDisk) {
        if (!isHardDisk(bytes)) {
            return Error(status::E_BOOT_EMULATION_IMAGE_SIZE_MISMATCH,
                         "The boot image is no hard disk with one partition, so it cannot be emulated as one. Choose "
                         "no emulation.");
        }
        return {};
    }
    if (bytes.size() != floppySize(emulation)) {
        return Error(status::E_BOOT_EMULATION_IMAGE_SIZE_MISMATCH,
                     "The boot image has " + std::to_string(bytes.size()) + " bytes; a floppy disk of that kind has " +
                         std::to_string(floppySize(emulation)) + ". Choose another emulation, or none.");
    }
    return {};
}

bool isKnown(BootPlatform platform) {
    return platform == BootPlatform::X86 || platform == BootPlatform::PowerPc || platform == BootPlatform::Mac ||
           platform == BootPlatform::Efi;
}

Result<void> checkOptions(const BootOptions &options) {
    if (!isKnown(options.platform) || options.emulation < BootEmulation::None ||
        options.emulation > BootEmulation::HardDisk) {
        return Error(status::E_INVALID_PARAM,
                     "The boot image's platform must be x86 (0), PowerPC (1), Mac (2) or EFI (0xEF), and its "
                     "emulation between 0 and 4.");
    }
    const bool plain = std::all_of(options.manufacturer.begin(), options.manufacturer.end(),
                                   [](char c) { return c >= 0x20 && c <= 0x7E; });
    if (options.manufacturer.size() > LongestManufacturer || !plain) {
        return Error(status::E_INVALID_PARAM, "The boot image's manufacturer " + inQuotes(options.manufacturer) +
                                                  " must have up to 24 characters of ASCII.");
    }
    return {};
}

eltorito_boot_media_type mediaType(BootEmulation emulation) {
    return emulation == BootEmulation::None       ? ELTORITO_NO_EMUL
           : emulation == BootEmulation::HardDisk ? ELTORITO_HARD_DISC_EMUL
                                                  : ELTORITO_FLOPPY_EMUL;
}

std::uint16_t loadSectorsOf(const BootImage &boot) {
    if (boot.options.loadSectors != 0) {
        return boot.options.loadSectors;
    }
    if (boot.options.platform == BootPlatform::X86) {
        return 4;  // what every BIOS can load
    }
    return static_cast<std::uint16_t>(std::min<std::uint64_t>((boot.file.size + BootSector - 1) / BootSector, 0xFFFF));
}

// A name that nothing in the root folder has.
std::string freeName(const ImageNode &root, const std::string &stem) {
    std::string name = stem;
    for (int number = 1; root.children.contains(name); ++number) {
        name = stem + std::to_string(number);
    }
    return name;
}

Result<ElToritoBootImage *> addOne(IsoImage *image, const ImageNode &root, const BootImage &boot, std::size_t number,
                                   SourceReader &reader) {
    const std::string name = freeName(root, "boot image " + std::to_string(number) + " ");
    IsoStream *stream = reader.makeStream(boot.file);
    if (stream == nullptr) {
        return errorFromTable(status::E_OUTOFMEMORY);
    }
    IsoFile *file = nullptr;
    if (const int code = iso_tree_add_new_file(iso_image_get_root(image), name.c_str(), stream, &file); code < 0) {
        iso_stream_unref(stream);
        return isoError(code, "add the boot image");
    }
    iso_node_set_hidden(reinterpret_cast<IsoNode *>(file), HiddenFile);
    ElToritoBootImage *made = nullptr;
    const std::string path = "/" + name;
    const eltorito_boot_media_type type = mediaType(boot.options.emulation);
    const int code = number == 0 ? iso_image_set_boot_image(image, path.c_str(), type,
                                                            ("/" + freeName(root, "boot catalog")).c_str(), &made)
                                 : iso_image_add_boot_image(image, path.c_str(), type, 0, &made);
    if (code < 0) {
        Error error = isoError(code, "add the boot image");
        error.status = status::E_BOOT_IMAGE_DATA;
        return error;
    }
    return made;
}

void describe(ElToritoBootImage *made, const BootImage &boot) {
    std::uint8_t id[28] = {};
    std::copy(boot.options.manufacturer.begin(), boot.options.manufacturer.end(), id);
    el_torito_set_boot_platform_id(made, static_cast<std::uint8_t>(boot.options.platform));
    el_torito_set_load_seg(made, static_cast<short>(boot.options.loadSegment));
    el_torito_set_load_size(made, static_cast<short>(loadSectorsOf(boot)));
    el_torito_set_id_string(made, id);
    if (boot.options.infoTable) {
        el_torito_set_isolinux_options(made, 1, 0);
    }
}

}  // namespace

Result<std::shared_ptr<const BootImage>> makeBootImage(std::vector<std::uint8_t> bytes, const BootOptions &options,
                                                       timespec now) {
    TRY(checkOptions(options));
    if (bytes.empty() || bytes.size() > LargestBootImage || (options.infoTable && bytes.size() < InfoTableEnd)) {
        return Error(status::E_BOOT_IMAGE_DATA, "A boot image of " + std::to_string(bytes.size()) +
                                                    " bytes cannot boot anything. Check what was given as the image.");
    }
    TRY(checkEmulation(bytes, options.emulation));
    auto boot = std::make_shared<BootImage>();
    boot->options = options;
    boot->file.kind = ImageNode::Kind::File;
    boot->file.mode = 0444;
    boot->file.accessed = boot->file.modified = boot->file.changed = now;
    boot->file.size = bytes.size();
    boot->file.bytes = std::make_shared<const std::vector<std::uint8_t>>(std::move(bytes));
    return std::shared_ptr<const BootImage>(std::move(boot));
}

Result<std::vector<std::uint8_t>> readBootImage(const std::string &path) {
    TRY_ASSIGN(const std::unique_ptr<FileStream> file, FileStream::open(path));
    if (file->length() > LargestBootImage) {
        return Error(status::E_BOOT_IMAGE_DATA, inQuotes(path) + " is too large for a boot image.");
    }
    std::vector<std::uint8_t> bytes(static_cast<std::size_t>(file->length()));
    for (std::size_t done = 0; done < bytes.size();) {
        TRY_ASSIGN(const std::size_t got, file->read(std::span(bytes).subspan(done)));
        done += got;
    }
    return bytes;
}

Result<void> addBootImages(IsoImage *image, const ImageNode &root,
                           const std::vector<std::shared_ptr<const BootImage>> &boots, SourceReader &reader) {
    for (std::size_t i = 0; i < boots.size(); ++i) {
        TRY_ASSIGN(ElToritoBootImage *const made, addOne(image, root, *boots[i], i, reader));
        describe(made, *boots[i]);
    }
    if (!boots.empty()) {
        iso_image_set_boot_catalog_hidden(image, HiddenFile);
    }
    return {};
}

}  // namespace burnish
