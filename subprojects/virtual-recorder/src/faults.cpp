// SPDX-License-Identifier: LGPL-2.1-or-later
// Reading a fault script strictly, and matching its faults with commands.
#include "faults.hpp"

#include "commands.hpp"
#include "file.hpp"

#include <nlohmann/json.hpp>

#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <limits>
#include <string_view>
#include <system_error>

namespace virtual_recorder {

namespace {

using Json = nlohmann::json;

constexpr std::size_t LargestScript = 1 << 20;
constexpr std::uint64_t Forever = std::numeric_limits<std::uint64_t>::max();

struct EffectName {
    std::string_view name;
    FaultEffect effect;
    std::string_view parameter;  // the one key that belongs to it
};
constexpr std::array<EffectName, 8> EffectNames = {{
    {"short", FaultEffect::Short, "bytes"},
    {"late", FaultEffect::Late, "milliseconds"},
    {"never", FaultEffect::Never, ""},
    {"vanish", FaultEffect::Vanish, ""},
    {"ignore", FaultEffect::Ignore, ""},
    {"garble", FaultEffect::Garble, "pattern"},
    {"corrupt", FaultEffect::Corrupt, ""},
    {"busy", FaultEffect::Busy, ""},
}};

std::string effectNames() {
    std::string names;
    for (const EffectName &each : EffectNames) {
        names += (names.empty() ? "" : ", ") + std::string(each.name);
    }
    return names;
}

std::optional<std::uint8_t> hexByte(std::string_view text) {
    unsigned value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, 16);
    if (text.empty() || error != std::errc{} || end != text.data() + text.size() || value > 0xFF) {
        return std::nullopt;
    }
    return static_cast<std::uint8_t>(value);
}

// "3/0C/00"
std::optional<Sense> senseOf(std::string_view text) {
    const auto first = text.find('/'), second = text.find('/', first + 1);
    if (first == std::string_view::npos || second == std::string_view::npos) {
        return std::nullopt;
    }
    const auto key = hexByte(text.substr(0, first));
    const auto asc = hexByte(text.substr(first + 1, second - first - 1));
    const auto ascq = hexByte(text.substr(second + 1));
    if (!key || *key > 0x0F || !asc || !ascq) {
        return std::nullopt;
    }
    return Sense{*key, *asc, *ascq};
}

// A name, or a code as "2Ah".
std::optional<std::uint8_t> commandOf(std::string_view text) {
    if (const CommandEntry *entry = findCommand(text)) {
        return entry->code;
    }
    const bool hexadecimal = text.size() > 1 && (text.back() == 'h' || text.back() == 'H');
    return hexadecimal ? hexByte(text.substr(0, text.size() - 1)) : std::nullopt;
}

// Reads one fault. Every reader below returns false and says what is wrong.
class FaultReader {
public:
    FaultReader(const Json &json, std::string &message) : json_(json), message_(message) {}

    bool read(Fault &fault) {
        if (!json_.is_object()) {
            return wrong("a fault is an object");
        }
        return readEffect(fault) && checkKeys() && readMatch(fault) && readParameters(fault);
    }

private:
    bool wrong(const std::string &what) {
        message_ = what;
        return false;
    }

    const Json *find(const char *key) const {
        const auto found = json_.find(key);
        return found == json_.end() ? nullptr : &*found;
    }

    bool readEffect(Fault &fault) {
        const Json *sense = find("sense");
        const Json *effect = find("effect");
        if ((sense == nullptr) == (effect == nullptr)) {
            return wrong("a fault has either \"sense\" or \"effect\"");
        }
        if (sense != nullptr) {
            const auto parsed = sense->is_string() ? senseOf(sense->get_ref<const std::string &>()) : std::nullopt;
            if (!parsed) {
                return wrong("\"sense\" must be like \"3/0C/00\": key, ASC and ASCQ in hexadecimal");
            }
            fault.sense = *parsed;
            parameter_ = "deferred";
            return true;
        }
        for (const EffectName &each : EffectNames) {
            if (effect->is_string() && effect->get_ref<const std::string &>() == each.name) {
                fault.effect = each.effect;
                parameter_ = each.parameter;
                return true;
            }
        }
        return wrong("\"effect\" must be one of " + effectNames());
    }

    bool checkKeys() {
        for (const auto &[key, value] : json_.items()) {
            const bool general =
                key == "command" || key == "lba" || key == "nth" || key == "times" || key == "sense" || key == "effect";
            if (!general && (parameter_.empty() || key != parameter_)) {
                return wrong("the key \"" + key + "\" is not known here");
            }
        }
        return true;
    }

    bool readNumber(const char *key, std::uint64_t least, std::uint64_t most, std::uint64_t &number) {
        const Json *value = find(key);
        if (value == nullptr) {
            return true;
        }
        if (!value->is_number_unsigned() || value->get<std::uint64_t>() < least || value->get<std::uint64_t>() > most) {
            return wrong("\"" + std::string(key) + "\" must be a whole number from " + std::to_string(least) + " to " +
                         std::to_string(most));
        }
        number = value->get<std::uint64_t>();
        return true;
    }

    bool readMatch(Fault &fault) {
        if (const Json *command = find("command")) {
            fault.command = command->is_string() ? commandOf(command->get_ref<const std::string &>()) : std::nullopt;
            if (!fault.command) {
                return wrong("\"command\" must be the name of a command, or its code like \"2Ah\", not " +
                             command->dump(-1, ' ', false, Json::error_handler_t::replace));
            }
        }
        std::uint64_t lba = 0;
        if (!readNumber("lba", 0, INT32_MAX, lba)) {
            return false;
        }
        if (find("lba") != nullptr) {
            fault.lba = static_cast<std::int64_t>(lba);
        }
        const Json *times = find("times");
        if (times != nullptr && times->is_string() && times->get_ref<const std::string &>() == "forever") {
            fault.times = Forever;
        } else if (times != nullptr && !times->is_number_unsigned()) {
            return wrong("\"times\" must be a whole number from 1, or \"forever\"");
        } else if (!readNumber("times", 1, Forever, fault.times)) {
            return false;
        }
        return readNumber("nth", 1, Forever, fault.nth);
    }

    bool readParameters(Fault &fault) {
        if (const Json *deferred = find("deferred")) {
            if (!deferred->is_boolean()) {
                return wrong("\"deferred\" must be true or false");
            }
            fault.sense.deferred = deferred->get<bool>();
        }
        if (const Json *pattern = find("pattern")) {
            const auto byte = pattern->is_string() ? hexByte(pattern->get_ref<const std::string &>()) : std::nullopt;
            if (!byte) {
                return wrong("\"pattern\" must be a byte in hexadecimal, like \"A5\"");
            }
            fault.pattern = *byte;
        }
        if (fault.effect == FaultEffect::Late && find("milliseconds") == nullptr) {
            return wrong("the effect late needs \"milliseconds\"");
        }
        constexpr std::uint64_t LongestDelay = 1000ULL * 3600 * 24 * 365;
        std::uint64_t milliseconds = 0, bytes = 0;
        if (!readNumber("milliseconds", 1, LongestDelay, milliseconds) || !readNumber("bytes", 0, INT32_MAX, bytes)) {
            return false;
        }
        fault.delay = std::chrono::milliseconds(milliseconds);
        if (find("bytes") != nullptr) {
            fault.bytes = static_cast<std::size_t>(bytes);
        }
        return true;
    }

    const Json &json_;
    std::string &message_;
    std::string_view parameter_;
};

bool meets(const Fault &fault, ByteView cdb) {
    if (fault.command && (cdb.empty() || cdb[0] != *fault.command)) {
        return false;
    }
    if (!fault.lba) {
        return true;
    }
    const auto range = blockRange(cdb);
    return range && range->touches(*fault.lba);
}

}  // namespace

bool Faults::load(const std::string &file, std::string &message) {
    const auto text = readWholeFile(file, LargestScript);
    if (!text) {
        message = "The fault script “" + file + "” cannot be read: " + std::generic_category().message(errno) + ".";
        return false;
    }
    if (!parse(*text, message)) {
        message = "The fault script “" + file + "” is wrong: " + message + ".";
        return false;
    }
    return true;
}

bool Faults::parse(const std::string &text, std::string &message) {
    const Json json = Json::parse(text, nullptr, false);
    if (json.is_discarded() || !json.is_object()) {
        message = "it is not a JSON object";
        return false;
    }
    for (const auto &[key, value] : json.items()) {
        if (key != "faults") {
            message = "the key \"" + key + "\" is not known here";
            return false;
        }
    }
    const auto list = json.find("faults");
    if (list == json.end() || !list->is_array()) {
        message = "it has no list \"faults\"";
        return false;
    }
    for (const Json &each : *list) {
        Fault fault;
        if (!FaultReader(each, message).read(fault)) {
            message = "fault " + std::to_string(faults_.size() + 1) + ": " + message;
            return false;
        }
        faults_.push_back(fault);
    }
    return true;
}

// All faults that a command meets count it; the first whose turn it is acts.
const Fault *Faults::meet(ByteView cdb) {
    const Fault *acting = nullptr;
    for (Fault &fault : faults_) {
        if (!meets(fault, cdb)) {
            continue;
        }
        ++fault.met;
        if (acting == nullptr && fault.met >= fault.nth && fault.met - fault.nth < fault.times) {
            acting = &fault;
        }
    }
    return acting;
}

}  // namespace virtual_recorder
