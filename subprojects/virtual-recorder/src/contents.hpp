// SPDX-License-Identifier: LGPL-2.1-or-later
// Contents: what is written on a disc: data in disc.iso (2048 bytes a block), all sectors of a CD in disc.bin (2352),
// and the sub-channel that the host sent in disc.sub (96).
#pragma once

#include "bytes.hpp"
#include "disc.hpp"
#include "disc_folder.hpp"
#include "file.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace virtual_recorder {

inline constexpr std::int32_t BlockSize = 2048;
inline constexpr std::int32_t RawSectorSize = 2352;
inline constexpr const char *DiscIso = "disc.iso";
inline constexpr const char *DiscBin = "disc.bin";
inline constexpr const char *DiscSub = "disc.sub";

class Contents {
public:
    Contents(const DiscFolder &folder, bool cd) : folder_(&folder), cd_(cd) {}

    // Data is whole blocks of 2048 bytes, audio of 2352. False when the files cannot be written.
    [[nodiscard]] bool write(std::int32_t lba, std::span<const std::uint8_t> data);
    [[nodiscard]] bool writeAudio(std::int32_t lba, std::span<const std::uint8_t> samples);
    [[nodiscard]] bool writeSectors(std::int32_t lba, const TrackKind &track,
                                    ByteView sectors);  // complete ones of data
    [[nodiscard]] bool writeEmpty(std::int32_t lba, const TrackKind &track, std::int32_t blocks);
    [[nodiscard]] bool endAt(std::int32_t lba);  // lets disc.bin reach up to here, with a gap if need be

    // False when the files do not hold it.
    [[nodiscard]] bool read(std::int32_t lba, std::span<std::uint8_t> data);
    [[nodiscard]] bool readRaw(std::int32_t lba, std::span<std::uint8_t> data);

    // Sub-channel of whole blocks, 96 bytes each, from LBA -150 on: P in bit 7 of each byte, Q in bit 6, R to W below.
    [[nodiscard]] bool writeSubChannel(std::int32_t lba, std::span<const std::uint8_t> symbols);
    [[nodiscard]] bool readSubChannel(std::int32_t lba, std::span<std::uint8_t> symbols);

    // Takes all away, as if nothing had ever been written.
    [[nodiscard]] bool erase();

    // Blocks of a data or audio track that the files really hold from here on.
    [[nodiscard]] std::int32_t present(std::int32_t start, bool audio);

private:
    // A file comes into being when something is written to it: a disc of audio alone has no disc.iso.
    [[nodiscard]] bool openIso(bool create);
    [[nodiscard]] bool openBin(bool create);

    const DiscFolder *folder_;
    bool cd_;
    File iso_;
    File bin_;
    File sub_;
    std::vector<std::uint8_t> sectors_;  // encoded, kept to be filled again
};

}  // namespace virtual_recorder
