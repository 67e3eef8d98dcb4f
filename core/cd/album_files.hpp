// SPDX-License-Identifier: LGPL-2.1-or-later
// AlbumFiles: the files of a sheet, opened, as one line of sectors from the first byte of the first to the last of the
// last; and the CD+G packs that lie beside them.
#pragma once

#include "cd/album_stream.hpp"
#include "cd/sheet_file.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace burnish::cd {

class AlbumFiles {
public:
    // Each file is opened once. E_FILE_NOT_FOUND, E_AUDIO_FILE_NOT_SUPPORTED, E_STREAM_TOO_SHORT and others, with the
    // line of the sheet and the file.
    [[nodiscard]] static Result<AlbumFiles> open(const SheetFile &sheet);

    // Bytes of a sector as the sheet's tracks have them.
    [[nodiscard]] std::uint64_t sectorBytes() const { return sectorBytes_; }
    [[nodiscard]] std::uint64_t length() const { return ends_.empty() ? 0 : ends_.back(); }
    [[nodiscard]] std::uint64_t lengthOf(std::size_t file) const { return pieces_[file].length; }
    // The sector that a file's first byte lies in.
    [[nodiscard]] std::int32_t startOf(std::size_t file) const;

    // The pieces of files that lie between two bytes; the CD+G packs of the sectors between, zeros where there are
    // none.
    [[nodiscard]] std::vector<StreamPiece> between(std::uint64_t from, std::uint64_t to) const;
    [[nodiscard]] std::vector<StreamPiece> packsBetween(std::uint64_t from, std::uint64_t to) const;
    [[nodiscard]] bool hasPacks() const;

private:
    [[nodiscard]] Result<void> add(const SheetFile &sheet, std::size_t number);
    [[nodiscard]] Result<std::shared_ptr<SharedStream>> openOnce(const SheetFile &sheet, const CueFile &file);

    SectorType type_ = SectorType::Audio;
    std::size_t bytesInFile_ = SectorBytes;  // of each sector
    std::uint64_t sectorBytes_ = SectorBytes;
    std::map<std::string, std::shared_ptr<SharedStream>> opened_;
    std::vector<StreamPiece> pieces_;  // what is taken of each file
    std::vector<StreamPiece> packs_;   // beside each; no stream: none
    std::vector<std::uint64_t> ends_;  // of each, in the whole
};

}  // namespace burnish::cd
