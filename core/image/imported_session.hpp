// SPDX-License-Identifier: GPL-3.0-or-later
// ImportedSession: the file system of a disc's last session, read once, for a new session that lists its files too.
#pragma once

#include "base/result.hpp"
#include "image/disc_blocks.hpp"
#include "image/image_tree.hpp"
#include "image/iso_import.hpp"
#include "image/volume_fields.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace burnish {

class ImportedSession {
public:
    // E_NO_SUPPORTED_FILE_SYSTEM, E_FILE_SYSTEM_READ_CONSISTENCY_ERROR, E_IMPORT_READ_FAILURE, or the drive's error.
    // What cannot be taken over goes to warnings.
    [[nodiscard]] static Result<std::shared_ptr<ImportedSession>> read(const DiscBlocks::ReadBlocks &readBlocks,
                                                                       std::uint32_t start,
                                                                       std::vector<std::string> &warnings);

    [[nodiscard]] std::uint32_t start() const { return start_; }
    [[nodiscard]] const std::string &volumeId() const { return volumeId_; }
    [[nodiscard]] const VolumeFields &fields() const { return fields_; }
    [[nodiscard]] std::uint32_t files() const { return files_; }  // links too
    [[nodiscard]] std::uint32_t folders() const { return folders_; }
    [[nodiscard]] bool isSameAs(const ImportedSession &other) const;

    // The files and folders; once.
    [[nodiscard]] NodePointer takeTree() { return std::move(tree_); }
    // libisofs's image of it, made anew without the disc. Needs lockIsoLibrary(); this object outlives it.
    [[nodiscard]] Result<IsoPointer<IsoImage>> load();

private:
    ImportedSession() = default;
    [[nodiscard]] NodePointer copyNode(IsoNode *node, const std::string &path, std::vector<std::string> &warnings);
    void copyChildren(IsoDir *from, ImageNode &to, const std::string &path, std::vector<std::string> &warnings);

    std::uint32_t start_ = 0;
    DiscBlock descriptor_{};
    KeptBlocks blocks_;
    std::string volumeId_;
    VolumeFields fields_;
    std::uint32_t files_ = 0;
    std::uint32_t folders_ = 0;
    NodePointer tree_;
};

}  // namespace burnish
