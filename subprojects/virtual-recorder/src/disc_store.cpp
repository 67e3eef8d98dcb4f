// SPDX-License-Identifier: LGPL-2.1-or-later
// Opening a disc folder, and finding out what a killed process left of it.
#include "disc_store.hpp"

#include "disc_json.hpp"
#include "exports.hpp"
#include "medium_catalogue.hpp"

#include <cerrno>
#include <cstring>
#include <utility>

namespace virtual_recorder {

namespace {

constexpr std::size_t LargestJson = 4 << 20;

std::optional<Disc> loadDisc(const DiscFolder &folder, Failure &failure) {
    const auto text = readWholeFile(folder.file(DiscJson), LargestJson);
    if (!text && errno != EFBIG) {
        failure = systemFailure("The virtual disc “" + folder.path() + "” cannot be read", errno);
        return std::nullopt;
    }
    std::string reason = "it is no ordinary file or far too large";
    auto disc = text ? discFromJson(*text, reason = "") : std::nullopt;
    if (!disc) {
        failure = {Trouble::NotADisc,
                   "“" + folder.path() +
                       "” is not a virtual disc that can be used: its disc.json is "
                       "not as this program wrote it: " +
                       reason + ". Name another folder, or put the file back.",
                   {}};
    }
    return disc;
}

std::optional<Disc> makeDisc(const DiscFolder &folder, const std::string &medium, Failure &failure) {
    Disc disc(*findMedium(medium.empty() ? DefaultMedium : medium));
    if (!replaceFile(folder.file(DiscJson), discToJson(disc), Durability::Safe)) {
        failure = systemFailure("The virtual disc “" + folder.path() + "” cannot be made", errno);
        return std::nullopt;
    }
    return disc;
}

}  // namespace

DiscStore::DiscStore(std::unique_ptr<DiscFolder> folder, const Disc &disc)
    : folder_(std::move(folder)), contents_(*folder_, disc.type().cd), opened_(disc) {}

std::unique_ptr<DiscStore> DiscStore::open(const Options &options, Failure &failure) {
    auto folder = DiscFolder::open(options.folder, options.holder, failure);
    if (!folder) {
        return nullptr;
    }
    const auto disc = folder->hasDisc() ? loadDisc(*folder, failure) : makeDisc(*folder, options.medium, failure);
    if (!disc) {
        return nullptr;
    }
    if (!options.medium.empty() && options.medium != disc->type().name) {
        failure = {Trouble::MediumContradicts,
                   "The virtual disc “" + options.folder + "” is a " + std::string(disc->type().name) + ", not a " +
                       options.medium +
                       ". Leave medium= out, or name a new "
                       "folder.",
                   {}};
        return nullptr;
    }
    auto store = std::unique_ptr<DiscStore>(new DiscStore(std::move(folder), *disc));
    if (!store->recover()) {
        failure = systemFailure("The virtual disc “" + options.folder + "” cannot be written", errno);
        return nullptr;
    }
    return store;
}

bool DiscStore::save(const Disc &disc) {
    return replaceFile(folder_->file(DiscJson), discToJson(disc), Durability::Safe);
}

bool DiscStore::saveClosedSession(const Disc &disc) {
    return save(disc) && writeExports(disc, *folder_);
}

bool DiscStore::erase(const Disc &disc) {
    return save(disc) && contents_.erase() && removeExports(*folder_);
}

// A track that was open when the recorder was last in use is as long as what really reached the files. On a CD it was
// cut off without its run-out; on other media it ends with a whole packet.
bool DiscStore::recover() {
    if (opened_.openTrack() == nullptr) {
        return true;
    }
    auto sessions = opened_.sessions();
    auto &tracks = sessions.back().tracks;
    Track &track = tracks.back();
    if (!track.discarded) {
        track.blocks =
            std::min(contents_.present(track.start, track.kind.audio()), opened_.type().capacity - track.start);
    }
    std::erase_if(track.indexes, [&](std::int32_t index) { return index >= track.blocks; });
    if (track.blocks == 0) {  // nothing of it was written
        tracks.pop_back();
        if (tracks.empty()) {
            sessions.pop_back();
        }
        return opened_.restore(std::move(sessions), false);
    }
    track.damaged = track.damaged || opened_.type().syncEndsTrack;
    const std::int32_t over = track.blocks % opened_.type().packet;
    const std::int32_t missing = over == 0 ? 0 : opened_.type().packet - over;
    if (missing > 0 && !track.discarded && !contents_.writeEmpty(track.dataEnd(), track.kind, missing)) {
        return false;
    }
    track.blocks += missing;
    return opened_.restore(std::move(sessions), false);
}

}  // namespace virtual_recorder
