// SPDX-License-Identifier: LGPL-2.1-or-later
// Report: as JSON. docs/report.md describes each member.
#include "burn/report.hpp"

#include <nlohmann/json.hpp>

#include <cstdio>

namespace burnish {

namespace {

using nlohmann::json;

const char *levelName(VerificationLevel level) {
    switch (level) {
        case VerificationLevel::None:
            return "none";
        case VerificationLevel::Quick:
            return "quick";
        case VerificationLevel::Full:
            return "full";
    }
    return "unknown";
}

std::string hexadecimal(Status status) {
    char text[16];
    std::snprintf(text, sizeof text, "0x%08X", static_cast<unsigned>(status));
    return text;
}

json trackJson(const Track &track) {
    return {{"number", track.number},
            {"session", track.session},
            {"start", track.start},
            {"sectors", track.sectors},
            {"data", track.data}};
}

json trackReportJson(const TrackReport &track) {
    return {{"number", track.number},
            {"on_disc", track.onDisc},
            {"start", track.startLba},
            {"sectors", track.sectors},
            {"padding_sectors", track.paddingSectors},
            {"bytes", track.bytes},
            {"isrc", track.isrc},
            {"pre_emphasis", track.preEmphasis},
            {"copy_permitted", track.copyPermitted},
            {"status", hexadecimal(track.status)},
            {"message", track.message},
            {"sha256", track.sha256},
            {"proof", track.proof},
            {"verified", track.verified},
            {"verified_sectors", track.verifiedSectors},
            {"first_bad_lba", track.firstBadLba ? json(*track.firstBadLba) : json(nullptr)}};
}

json mediumJson(const std::optional<Medium> &medium) {
    if (!medium) {
        return nullptr;
    }
    json tracks = json::array();
    for (const Track &track : medium->tracks) {
        tracks.push_back(trackJson(track));
    }
    return {{"type", mediaTypeName(medium->type)},
            {"state", mediaStateText(medium->state)},
            {"state_bits", medium->state},
            {"sessions", medium->sessions},
            {"tracks", tracks},
            {"total_sectors", medium->totalSectors},
            {"free_sectors", medium->freeSectors},
            {"next_writable_address", medium->nextWritableAddress}};
}

json statusJson(Status status, const std::string &message, const std::string &detail) {
    const StatusEntry *entry = findStatus(status);
    return {{"code", hexadecimal(status)},
            {"name", entry != nullptr ? entry->name : "UNKNOWN_STATUS"},
            {"message", message},
            {"detail", detail}};
}

json stagesJson(const std::vector<std::pair<std::string, double>> &stages) {
    json result = json::array();
    for (const auto &[name, seconds] : stages) {
        result.push_back({{"stage", name}, {"seconds", seconds}});
    }
    return result;
}

}  // namespace

std::string Report::toJson() const {
    const json asked = {{"device", device},
                        {"client_name", clientName},
                        {"simulate", simulate},
                        {"verification", levelName(verification)},
                        {"write_speed", requestedWriteSpeed},
                        {"pure_cav", requestedPureCav},
                        {"close", requestedClose},
                        {"overwrite", requestedOverwrite},
                        {"underrun_protection_disabled", underrunProtectionDisabled},
                        {"bytes", streamBytes}};
    const json granted = {{"medium", mediaTypeName(mediaType)},
                          {"start_lba", startLba},
                          {"sectors", sectors},
                          {"padding_sectors", paddingSectors},
                          {"postgap_sectors", postgapSectors},
                          {"write_speed", writeSpeed},
                          {"closing", closing},
                          {"adjustments", adjustments}};
    const json proven = {{"written_sectors", writtenSectors},
                         {"sha256", sha256},
                         {"proof", proof},
                         {"verified", verified},
                         {"verified_sectors", verifiedSectors},
                         {"first_bad_lba", firstBadLba ? json(*firstBadLba) : json(nullptr)},
                         {"bad_extents", badExtents},
                         {"before", mediumJson(before)},
                         {"after", mediumJson(after)}};
    const json course = {{"lowest_fifo_percent", lowestFifoPercent},
                         {"lowest_drive_buffer_percent", lowestDriveBufferPercent},
                         {"busy_retries", busyRetries},
                         {"sleep_inhibited", sleepInhibited},
                         {"stages", stagesJson(stageSeconds)}};
    json report = {{"mode", mode},    {"simulate", simulate}, {"status", statusJson(status, message, detail)},
                   {"asked", asked},  {"granted", granted},   {"proven", proven},
                   {"course", course}};
    if (mode == RawCdMode) {
        report["granted"].update({{"method", writeMethod},
                                  {"sector_type", sectorType},
                                  {"refusals", refusals},
                                  {"start_of_leadout", startOfLeadout},
                                  {"media_catalog_number", mediaCatalogNumber},
                                  {"cd_text_packs", cdTextPacks}});
        report["proven"]["sub_channel"] = subChannelProof;
    }
    if (mode == TrackAtOnceMode || mode == RawCdMode) {
        json list = json::array();
        for (const TrackReport &track : tracks) {
            list.push_back(trackReportJson(track));
            if (mode == RawCdMode) {
                list.back().update({{"pregap_sectors", track.pregapSectors}, {"data", track.data}});
            }
        }
        report["tracks"] = std::move(list);
        report["proven"]["read_offset"] = readOffset ? json(*readOffset) : json(nullptr);
    }
    // Text may carry bytes from a drive or a file name: what is no UTF-8 is replaced, not thrown about.
    return report.dump(2, ' ', false, json::error_handler_t::replace);
}

}  // namespace burnish
