// SPDX-License-Identifier: LGPL-2.1-or-later
// Looking at a drive from the outside in: its name, the node, who uses it, what it is, its tray, its disc.
#include "media/diagnosis.hpp"

#include "media/medium.hpp"
#include "recorder/recorder.hpp"
#include "transport/device_string.hpp"
#include "transport/linux_sg.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>
#include <fstream>

namespace burnish {

namespace {

namespace fs = std::filesystem;

const char *severityName(Severity severity) {
    switch (severity) {
        case Severity::Fine:
            return "fine";
        case Severity::Note:
            return "note";
        case Severity::Problem:
            break;
    }
    return "problem";
}

void fine(Diagnosis &diagnosis, const char *about, std::string message) {
    diagnosis.findings.push_back({about, Severity::Fine, status::S_OK, std::move(message), {}});
}

void problem(Diagnosis &diagnosis, const char *about, Error error) {
    diagnosis.findings.push_back(
        {about, Severity::Problem, error.status, std::move(error.message), std::move(error.detail)});
}

// What a failure to open is about.
const char *topicOf(Status code) {
    switch (code) {
        case status::E_ACCESSDENIED:
            return "permission";
        case status::E_RECORDER_LOCKED:
            return "use";
        default:
            return "device";
    }
}

Result<std::unique_ptr<Transport>> openThrough(const std::string &device, SgSystem &system) {
    TRY_ASSIGN(const auto parsed, parseDeviceString(device));
    const auto *node = std::get_if<NodeDevice>(&parsed.target);
    return node != nullptr ? LinuxSg::open(node->path, system) : openTransport(device);
}

// Mounted, or held: a write would be refused.
void lookAtUse(Diagnosis &diagnosis, const Recorder &recorder, Transport &transport) {
    if (auto writable = transport.checkWritable(); !writable.ok()) {
        problem(diagnosis, topicOf(writable.error().status), std::move(writable.error()));
    }
    const auto mounts = transport.mountPoints();
    const std::string holder = mounts.empty() ? recorder.exclusiveAccessOwner() : holderOf(mounts, {});
    if (!holder.empty()) {
        problem(diagnosis, "use", errorOfHolder(recorder.device(), holder, {}));
    }
}

std::string megabytes(std::int32_t sectors) {
    return std::to_string(std::int64_t{sectors} * 2048 / 1'000'000) + " MB";
}

// Why a disc takes no more data; OK where it does.
Status refusalOf(const Medium &medium) {
    constexpr auto Usable = media_state::OverwriteOnly | media_state::Blank | media_state::Appendable;
    if ((medium.state & media_state::WriteProtected) != 0) {
        return status::E_RECORDER_MEDIA_WRITE_PROTECTED;
    }
    if ((medium.state & (media_state::UnsupportedMedia | media_state::Damaged | media_state::EraseRequired)) != 0 ||
        (medium.state & Usable) == 0) {
        return status::E_DF2DATA_INVALID_MEDIA_STATE;
    }
    return status::S_OK;
}

void lookAtMedium(Diagnosis &diagnosis, const Medium &medium) {
    const std::string what = std::string(mediaTypeName(medium.type)) + " (" + mediaStateText(medium.state) + ")";
    const Status refusal = refusalOf(medium);
    if (refusal == status::S_OK) {
        fine(
            diagnosis, "disc",
            "In the drive is a disc that can be written to: " + what + ", " + megabytes(medium.freeSectors) + " free.");
        return;
    }
    const bool protectedDisc = refusal == status::E_RECORDER_MEDIA_WRITE_PROTECTED;
    problem(diagnosis, "disc",
            Error(refusal, "The disc in the drive takes no more data: " + what + "; " +
                               (protectedDisc     ? "take its protection off, or insert another one."
                                : medium.erasable ? "erase it (burnish erase), or insert another one."
                                                  : "insert another one.")));
}

void lookAtDisc(Diagnosis &diagnosis, Drive &drive) {
    auto ready = drive.testUnitReady();
    if (!ready.ok() && ready.error().sense && mmc::isBecomingReady(*ready.error().sense)) {
        diagnosis.findings.push_back({"disc", Severity::Note, ready.error().status,
                                      "The drive is busy with its disc; it will be ready in a moment.",
                                      ready.error().detail});
        return;
    }
    if (!ready.ok()) {
        problem(diagnosis, "disc", std::move(ready.error()));
        return;
    }
    auto medium = inspectMedium(drive);
    if (!medium.ok()) {
        problem(diagnosis, "disc", std::move(medium.error()));
        return;
    }
    lookAtMedium(diagnosis, *medium);
}

// Names in a folder that begin so; none where there is no such folder.
std::vector<std::string> namesIn(const fs::path &folder, std::string_view beginning) {
    std::vector<std::string> names;
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
        if (const std::string name = entry->path().filename().string(); name.starts_with(beginning)) {
            names.push_back(name);
        }
    }
    std::sort(names.begin(), names.end());
    return names;
}

// SCSI devices that say they are multimedia drives, whether or not a driver serves them.
bool hasUnservedDrive(const fs::path &root) {
    const auto devices = root / "sys/bus/scsi/devices";
    const auto all = namesIn(devices, "");
    return std::any_of(all.begin(), all.end(), [&](const std::string &name) {
        int type = -1;
        std::ifstream(devices / name / "type") >> type;
        return type == mmc::MultimediaDevice;
    });
}

Error noNode(const std::string &name) {
    return {status::E_DEV_NOT_EXIST, "The system has the drive " + name + ", but there is no node /dev/" + name +
                                         "; in a container, start it with the device (--device /dev/" + name +
                                         "), else check that udev runs."};
}

std::string hexadecimal(Status code) {
    char text[16];
    std::snprintf(text, sizeof text, "0x%08X", static_cast<unsigned>(code));
    return text;
}

std::string nameOf(Status code) {
    const auto *entry = findStatus(code);
    return entry != nullptr ? std::string(entry->name) : "UNKNOWN_STATUS";
}

nlohmann::ordered_json jsonOf(const Finding &finding) {
    return {{"about", finding.about},
            {"severity", severityName(finding.severity)},
            {"status", hexadecimal(finding.status)},
            {"name", nameOf(finding.status)},
            {"message", finding.message},
            {"detail", finding.detail}};
}

}  // namespace

bool Diagnosis::usable() const {
    return std::none_of(findings.begin(), findings.end(),
                        [](const Finding &finding) { return finding.severity == Severity::Problem; });
}

std::string Diagnosis::toJson() const {
    auto list = nlohmann::ordered_json::array();
    for (const auto &finding : findings) {
        list.push_back(jsonOf(finding));
    }
    const nlohmann::ordered_json object{{"device", device}, {"usable", usable()}, {"findings", list}};
    return object.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

Diagnosis diagnose(const std::string &device, SgSystem &system) {
    Diagnosis diagnosis{device, {}};
    auto transport = openThrough(device, system);
    if (!transport.ok()) {
        problem(diagnosis, topicOf(transport.error().status), std::move(transport.error()));
        return diagnosis;
    }
    auto opened = Recorder::open(std::move(*transport));
    if (!opened.ok()) {
        problem(diagnosis, topicOf(opened.error().status), std::move(opened.error()));
        return diagnosis;
    }
    Recorder &recorder = **opened;
    fine(diagnosis, "drive",
         "The drive answers: " + recorder.vendorId() + " " + recorder.productId() + " " + recorder.productRevision() +
             ".");
    lookAtUse(diagnosis, recorder, recorder.drive().transport());
    lookAtDisc(diagnosis, recorder.drive());
    return diagnosis;
}

Diagnosis diagnoseMachine(const fs::path &root) {
    Diagnosis diagnosis;
    const auto drives = namesIn(root / "sys/class/block", "sr");
    for (const auto &name : drives) {
        std::error_code error;
        if (fs::exists(root / "dev" / name, error)) {
            fine(diagnosis, "device", "There is a drive: /dev/" + name + ".");
        } else {
            problem(diagnosis, "device", noNode(name));
        }
    }
    if (!drives.empty()) {
        return diagnosis;
    }
    const bool unserved = hasUnservedDrive(root);
    problem(
        diagnosis, "device",
        Error(status::E_DEV_NOT_EXIST,
              unserved ? "The system sees an optical drive, but has no driver for it; load it (sudo modprobe sr_mod)."
                       : "The system sees no optical drive; check its cable and power. To work without one, name "
                         "virtual:album.disc, a disc in a folder of that name."));
    return diagnosis;
}

}  // namespace burnish
