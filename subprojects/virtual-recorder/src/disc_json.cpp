// SPDX-License-Identifier: LGPL-2.1-or-later
// disc.json, written and read. Reading believes nothing: a folder may hold anything.
#include "disc_json.hpp"

#include "identifiers.hpp"
#include "medium_catalogue.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <limits>
#include <string_view>

namespace virtual_recorder {

namespace {

using Json = nlohmann::ordered_json;

constexpr const char *Format = "burnish virtual disc";
constexpr int Version = 1;

constexpr std::array<std::string_view, 4> ModeNames = {"0", "1", "2", "2 XA"};  // of sectors, by SectorMode

Json trackToJson(const TrackPlace &place) {
    const Track &track = *place.track;
    Json json = {{"number", place.number},        {"start", track.start},
                 {"blocks", track.blocks},        {"run_out", track.runOut},
                 {"control", track.kind.control}, {"closed", track.closed},
                 {"damaged", track.damaged},      {"contents", track.discarded ? "discarded" : "kept"}};
    if (track.kind.alternatingCopy) {
        json["alternating_copy"] = true;
    }
    if (!track.kind.mcn.empty()) {
        json["mcn"] = track.kind.mcn;
    }
    if (!track.kind.isrc.empty()) {
        json["isrc"] = track.kind.isrc;
    }
    if (!track.kind.audio() && track.kind.mode != SectorMode::One) {
        json["mode"] = ModeNames[static_cast<std::size_t>(track.kind.mode)];
    }
    if (track.pregap) {
        json["pregap"] = *track.pregap;
    }
    if (!track.indexes.empty()) {
        json["indexes"] = track.indexes;
    }
    if (track.subChannel) {
        json["sub_channel"] = true;
    }
    return json;
}

std::string hexadecimal(const std::vector<std::uint8_t> &bytes) {
    constexpr const char *Digits = "0123456789abcdef";
    std::string text;
    for (const std::uint8_t byte : bytes) {
        text += {Digits[byte >> 4], Digits[byte & 0x0F]};
    }
    return text;
}

constexpr const char *HalfBlanked = "half-blanked", *Damaged = "damaged";

std::string stateName(const Disc &disc) {
    if (disc.halfBlanked()) {
        return HalfBlanked;
    }
    if (disc.damaged()) {
        return Damaged;
    }
    return disc.finalized() ? "complete" : disc.blank() ? "blank" : "appendable";
}

// Reads the members of one object and remembers the first that is missing or of another kind.
class Reader {
public:
    Reader(const Json &object, std::string &reason) : object_(object), reason_(reason) {}

    std::int32_t number(const char *key, std::int32_t least, std::int32_t most) {
        const Json *value = find(key);
        if (value == nullptr || !value->is_number_integer()) {
            return fail(key), least;
        }
        const auto number = value->get<std::int64_t>();
        if (number < least || number > most) {
            return fail(key), least;
        }
        return static_cast<std::int32_t>(number);
    }

    bool flag(const char *key) {
        const Json *value = find(key);
        if (value == nullptr || !value->is_boolean()) {
            return fail(key), false;
        }
        return value->get<bool>();
    }

    std::string text(const char *key) {
        const Json *value = find(key);
        if (value == nullptr || !value->is_string()) {
            return fail(key), std::string();
        }
        return value->get<std::string>();
    }

    bool optionalFlag(const char *key) { return find(key) != nullptr && flag(key); }

    // Empty where there is none.
    std::string optionalText(const char *key, bool (*valid)(std::string_view)) {
        if (find(key) == nullptr) {
            return {};
        }
        std::string value = text(key);
        return valid(value) ? value : (fail(key), std::string());
    }

    // Bytes as hexadecimal digits; empty where there are none.
    std::vector<std::uint8_t> optionalBytes(const char *key) {
        const std::string digits = find(key) == nullptr ? std::string() : text(key);
        const bool proper = digits.size() % 2 == 0 && digits.find_first_not_of("0123456789abcdef") == digits.npos;
        std::vector<std::uint8_t> bytes;
        for (std::size_t i = 0; proper && i < digits.size(); i += 2) {
            bytes.push_back(static_cast<std::uint8_t>(std::stoi(digits.substr(i, 2), nullptr, 16)));
        }
        return proper ? bytes : (fail(key), bytes);
    }

    std::vector<std::int32_t> optionalNumbers(const char *key, std::int32_t least, std::int32_t most) {
        std::vector<std::int32_t> numbers;
        for (const Json &each : find(key) == nullptr ? Json::array() : list(key)) {
            const bool proper = each.is_number_integer() && each >= least && each <= most;
            proper ? numbers.push_back(each.get<std::int32_t>()) : fail(key);
        }
        return numbers;
    }

    std::optional<std::int32_t> optionalNumber(const char *key, std::int32_t least, std::int32_t most) {
        return find(key) == nullptr ? std::nullopt : std::optional(number(key, least, most));
    }

    const Json &list(const char *key) {
        static const Json none = Json::array();
        const Json *value = find(key);
        if (value == nullptr || !value->is_array()) {
            return fail(key), none;
        }
        return *value;
    }

private:
    const Json *find(const char *key) const {
        if (!object_.is_object()) {
            return nullptr;
        }
        const auto found = object_.find(key);
        return found == object_.end() ? nullptr : &*found;
    }

    void fail(const char *key) {
        if (reason_.empty()) {
            reason_ = std::string("its \"") + key + "\" is missing or wrong";
        }
    }

    const Json &object_;
    std::string &reason_;
};

constexpr std::int32_t Most = std::numeric_limits<std::int32_t>::max() / 2;

bool knownMode(std::string_view name) {
    return std::find(ModeNames.begin(), ModeNames.end(), name) != ModeNames.end();
}

SectorMode modeNamed(std::string_view name) {
    return static_cast<SectorMode>(std::find(ModeNames.begin(), ModeNames.end(), name) - ModeNames.begin());
}

Track trackFromJson(const Json &json, std::string &reason) {
    Reader reader(json, reason);
    Track track;
    track.start = reader.number("start", 0, Most);
    track.blocks = reader.number("blocks", 0, Most);
    track.runOut = reader.number("run_out", 0, Most);
    track.kind.control = static_cast<std::uint8_t>(reader.number("control", 0, 15));
    track.kind.alternatingCopy = reader.optionalFlag("alternating_copy");
    track.kind.mcn = reader.optionalText("mcn", validMcn);
    track.kind.isrc = reader.optionalText("isrc", validIsrc);
    const std::string mode = reader.optionalText("mode", knownMode);
    track.kind.mode = mode.empty() ? SectorMode::One : modeNamed(mode);
    track.pregap = reader.optionalNumber("pregap", 0, Most);
    track.indexes = reader.optionalNumbers("indexes", 1, Most);
    track.subChannel = reader.optionalFlag("sub_channel");
    track.closed = reader.flag("closed");
    track.damaged = reader.flag("damaged");
    track.discarded = reader.text("contents") == "discarded";
    return track;
}

Session sessionFromJson(const Json &json, std::string &reason) {
    Reader reader(json, reason);
    Session session;
    session.closed = reader.flag("closed");
    session.format = static_cast<std::uint8_t>(reader.number("format", 0, 255));
    session.leadOut = reader.number("lead_out", 0, Most);
    session.cdText = reader.optionalBytes("cd_text");
    for (const Json &track : reader.list("tracks")) {
        session.tracks.push_back(trackFromJson(track, reason));
    }
    return session;
}

}  // namespace

std::string discToJson(const Disc &disc) {
    Json sessions = Json::array();
    const auto places = disc.tracks();
    int number = 0;
    for (const Session &session : disc.sessions()) {
        ++number;
        Json tracks = Json::array();
        for (const TrackPlace &place : places) {
            if (place.session == number) {
                tracks.push_back(trackToJson(place));
            }
        }
        Json json = {{"number", number},
                     {"closed", session.closed},
                     {"format", session.format},
                     {"lead_out", session.leadOut},
                     {"tracks", std::move(tracks)}};
        if (!session.cdText.empty()) {
            json["cd_text"] = hexadecimal(session.cdText);
        }
        sessions.push_back(std::move(json));
    }
    const Json json = {{"format", Format},
                       {"version", Version},
                       {"medium", disc.type().name},
                       {"state", stateName(disc)},
                       {"sessions", std::move(sessions)}};
    return json.dump(2) + "\n";
}

std::optional<Disc> discFromJson(const std::string &text, std::string &reason) {
    const Json json = Json::parse(text, nullptr, false);
    if (json.is_discarded() || !json.is_object()) {
        reason = "it is not JSON";
        return std::nullopt;
    }
    Reader reader(json, reason);
    if (reader.text("format") != Format) {
        reason = "its \"format\" is not \"" + std::string(Format) + "\"";
        return std::nullopt;
    }
    if (reader.number("version", 1, Most) != Version) {
        reason = "it was written by a newer version";
        return std::nullopt;
    }
    const MediumType *type = findMedium(reader.text("medium"));
    if (type == nullptr) {
        reason = "its \"medium\" is none of " + knownMedia();
        return std::nullopt;
    }
    std::vector<Session> sessions;
    for (const Json &session : reader.list("sessions")) {
        sessions.push_back(sessionFromJson(session, reason));
    }
    const std::string state = reader.text("state");
    if (!reason.empty()) {
        return std::nullopt;
    }
    Disc disc(*type);
    const bool restored = disc.restore(std::move(sessions), state == "complete");
    if (restored && state == HalfBlanked && disc.blank() && type->erasable) {
        disc.beginBlanking();
    }
    if (restored && state == Damaged && disc.sessionOpen() && disc.openTrack() == nullptr) {
        disc.beginClosing();
    }
    if (!restored || state != stateName(disc)) {
        reason = "its sessions contradict each other";
        return std::nullopt;
    }
    return disc;
}

}  // namespace virtual_recorder
