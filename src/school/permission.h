// What somebody may be allowed to do. Each route names one; roles hold them (src/access/roles.toml), and appointments
// give roles. Nothing is allowed that no appointment allows.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace taqwim::school {

// clang-format off
#define TAQWIM_PERMISSIONS(X)                                                                      \
    /* the installation and its offices */                                                         \
    X(installation_manage)   /* directorates, schools, offices' appointments */                    \
    X(account_manage)        /* accounts, codes for the first sign-in and for a new password */    \
    X(statistics_read)       /* counts of schools, without names */                                \
    X(audit_read)            /* the audit chain and the access log */                              \
    X(backup_run)                                                                                  \
    X(policy_manage)         /* values of parameters, proposals and their approval */              \
    /* the school */                                                                               \
    X(school_read)           /* the school's own data, years, calendar, classes, plans */          \
    X(school_manage)                                                                               \
    X(staff_read)                                                                                  \
    X(staff_manage)                                                                                \
    X(appointment_manage)                                                                          \
    X(timetable_manage)                                                                            \
    X(student_read)          /* a student's names, class and enrolment */                          \
    X(student_manage)        /* enrolment, transfers, exemptions, guardians, identity papers */    \
    X(student_merge)                                                                               \
    X(import_run)                                                                                  \
    X(export_run)                                                                                  \
    /* attendance */                                                                               \
    X(attendance_read)                                                                             \
    X(attendance_record)                                                                           \
    X(excuse_submit)                                                                               \
    X(excuse_decide)                                                                               \
    X(notice_issue)                                                                                \
    X(notice_acknowledge)                                                                          \
    X(conduct_record)                                                                              \
    /* marks */                                                                                    \
    X(mark_read)                                                                                   \
    X(mark_record)                                                                                 \
    X(mark_import)           /* marks from a file, into sheets that are open */                    \
    X(mark_sign)             /* the teacher's signature under a sheet */                           \
    X(mark_review)           /* the second reader's */                                             \
    X(card_write)            /* the remarks on a class's cards of mastery */                       \
    X(mark_correct)          /* ask for a correction after the signature */                        \
    X(correction_decide)                                                                           \
    X(entry_window_manage)                                                                         \
    X(scheme_manage)         /* which sheets and columns a class has */                            \
    /* committees */                                                                               \
    X(case_read)                                                                                   \
    X(case_open)                                                                                   \
    X(case_decide)                                                                                 \
    /* results */                                                                                  \
    X(result_preview)        /* outcomes before they are published */                              \
    X(result_read)           /* published outcomes */                                              \
    X(result_publish)                                                                              \
    X(result_notice)         /* whom to tell of published results, and who acknowledged them */    \
    X(result_withhold)                                                                             \
    X(result_correct)                                                                              \
    X(promotion_run)                                                                               \
    /* documents */                                                                                \
    X(document_draft)        /* papers with the draft's watermark, also before publication */      \
    X(document_read)         /* the register of issued documents, and their files */               \
    X(document_issue)                                                                              \
    X(document_revoke)                                                                             \
    X(document_key_hold)     /* a share of the school's signing key, by appointment as a holder */ \
    X(document_key_manage)                                                                         \
    X(document_attest)       /* the director's: attestations, and amendments of documents */       \
    X(amendment_examine)     /* the directorate's: requests, letters and originals (PG-24.P) */    \
    X(honour_record)         /* the Ministry's decisions on honours (SR-3.7) */                    \
    X(honour_consent)        /* a guardian's answer to one of his child */                         \
    /* everybody who is signed in */                                                               \
    X(own_account)                                                                                 \
    /* nobody has to be signed in */                                                               \
    X(everyone)
// clang-format on

enum class Permission : std::uint8_t {
#define TAQWIM_AS_PERMISSION(name) name,
    TAQWIM_PERMISSIONS(TAQWIM_AS_PERMISSION)
#undef TAQWIM_AS_PERMISSION
};

inline constexpr std::array k_permissions = {
#define TAQWIM_AS_PERMISSION(name) Permission::name,
    TAQWIM_PERMISSIONS(TAQWIM_AS_PERMISSION)
#undef TAQWIM_AS_PERMISSION
};

// "mark_record": as roles.toml and refusals name it.
[[nodiscard]] constexpr std::string_view to_text(Permission permission)
{
    constexpr std::array<std::string_view, k_permissions.size()> names = {
#define TAQWIM_AS_NAME(name) #name,
        TAQWIM_PERMISSIONS(TAQWIM_AS_NAME)
#undef TAQWIM_AS_NAME
    };
    return names[static_cast<std::size_t>(permission)];
}

[[nodiscard]] constexpr std::optional<Permission> parse_permission(std::string_view text)
{
    for (const Permission permission : k_permissions)
        if (to_text(permission) == text)
            return permission;
    return std::nullopt;
}

}  // namespace taqwim::school
