"""A year at two sample schools, over the API alone: every operation of docs/api is asked at least once with what it
accepts. What a step answers is what the next one is made of, as it is for people."""
import json
import time

from api_client import PASSWORD, TODAY, Api, Person, server_time, totp


def civil_number(serial, century_and_birth="2800101"):
    """A number as Kuwait's papers have it: its last digit follows from the others."""
    while True:
        digits = f"{century_and_birth}{serial:04d}"
        check = 11 - sum(weight * int(digit) for weight, digit in zip((2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2), digits)) % 11
        if check < 10:
            return f"{digits}{check}"
        serial += 1000


def first(items, **wanted):
    return next(one for one in items if all(one[name] == value for name, value in wanted.items()))


class Walk:
    def __init__(self, server):
        self.started = time.monotonic()
        self.api = Api(server)
        self.ask = self.api.ask
        self.names = 0
        self.head = self.api.person("head-teacher-kw")
        self.registrar = self.api.person("registrar-kw")
        self.teacher = self.api.person("teacher-kw")
        self.guardian = self.api.person("guardian-kw")
        self.administrator = self.api.person("administrator")
        self.nobody = Person(server.address)
        grant = self.head.session["grants"][0]
        self.school = {"school_id": grant["school_id"]}
        self.staff_of_head = grant["person_id"]
        self.staff_of_teacher = self.teacher.session["grants"][0]["person_id"]

    def run(self):
        self.server()
        self.schools()
        self.staff()
        self.students()
        self.accounts()
        self.attendance()
        self.conduct()
        self.marks()
        self.mastery()
        self.committees()
        self.results()
        self.promotion()
        self.enrolments()
        self.audit()
        self.carried()
        self.published_results()
        self.documents()
        self.files()
        self.elsewhere()
        self.regulations()
        self.templates()
        return self

    # Helpers

    def at(self, **ids):
        return {**self.school, **ids}

    def step(self, name, *arguments, expect, **more):
        """Asks what is described; a step that is not accepted is a finding, and the walk goes on without its answer."""
        if name not in self.api.description.operations:
            return None
        try:
            return self.ask(name, *arguments, expect=expect, **more).json or {}
        except AssertionError as fault:
            self.api.findings.append(str(fault))
            return None

    def name(self, word):
        self.names += 1
        return f"{word}-{self.names}"

    def signed_in(self, link, word, head=None, school=None):
        """A new account of a person of a school, its first sign-in done."""
        head, school = head or self.head, school or self.school
        name = self.name(word)
        account = self.ask("school.create_account", head, school,
                           {"name": name, "display_name": f"حساب {name}", **link}, expect=201).json["account_id"]
        code = self.ask("school.issue_code", head, {**school, "account_id": account}, expect=201).json["code"]
        person = Person(self.nobody.address)
        person.session = self.ask("session.begin_by_code", person, {},
                                  {"name": name, "code": code, "new_password": PASSWORD}, expect=201).json
        person.name = name
        return person

    def hired(self, role, head=None, school=None, **more):
        """A member of staff with an appointment and an account, of the first school unless another is named."""
        head, school = head or self.head, school or self.school
        staff = self.ask("staff.add", head, school,
                         {"name_ar": "موظف مثال", "name_en": self.name("Sample"), "identity_number": civil_number(self.names),
                          "joined_on": "2024-09-01"}, expect=201).json["staff_member_id"]
        appointment = self.ask("appointment.add", head, {**school, "staff_member_id": staff},
                               {"role": role, "first_day": "2026-09-13", "decision": "44/2026", **more}, expect=201).json
        person = self.signed_in({"kind": "staff_member", "person_id": staff}, role.replace("_", "-"), head, school)
        person.staff, person.appointment = staff, appointment
        return person

    def with_second_factor(self):
        person = self.hired("supporting_teacher", class_id=self.class_id, subject="maths")
        person.secret = self.ask("second_factor.set_up", person, body={"password": PASSWORD}, expect=201).json["secret"]
        person.session = self.ask("second_factor.confirm", person,
                                  body={"code": totp(person.secret, server_time(self.started))}, expect=200).json
        return person

    # The rooms

    def server(self):
        for name in ("server.health", "server.metrics", "api.describe", "audit.list_keys"):
            self.ask(name, self.nobody, expect=200)

    def schools(self):
        ask, head = self.ask, self.head
        directorates = ask("directorate.list", self.administrator, expect=200).json["items"]
        self.directorate = directorates[0]["directorate_id"]
        ask("directorate.list", self.administrator, query={"limit": 1}, expect=200)
        made = ask("directorate.add", self.administrator,
                   body={"country": "OM", "name_ar": "تعليمية المثال", "name_en": "Sample Governorate"}, expect=201).json
        one = {"directorate_id": made["directorate_id"]}
        named = {"name_ar": "تعليمية المثال", "name_en": "Sample District", "version": made["version"]}
        # A region is a directorate of the same country, and not itself.
        ask("directorate.change", self.administrator, one, {**named, "region_id": self.directorate}, expect=404)
        ask("directorate.change", self.administrator, one, {**named, "region_id": made["directorate_id"]}, expect=404)
        region = ask("directorate.add", self.administrator,
                     body={"country": "OM", "name_ar": "منطقة المثال", "name_en": "Sample Region", "region_id": None}, expect=201).json
        changed = ask("directorate.change", self.administrator, one, {**named, "region_id": region["directorate_id"]}, expect=200).json
        assert changed["region_id"] == region["directorate_id"], changed
        new = ask("school.add", self.administrator, {"directorate_id": made["directorate_id"]},
                  {"ministry_number": "2002", "name_ar": "مدرسة النخلة", "name_en": "Palm School", "kind": "government",
                   "shift": "day", "students_sex": "girls", "first_grade": 1, "last_grade": 4, "utc_offset_minutes": 240},
                  expect=201).json
        self.new_school = new["school_id"]
        school = ask("school.read", head, self.school, expect=200).json
        fields = ("ministry_number", "name_ar", "name_en", "kind", "shift", "students_sex", "teachers_sex", "first_grade",
                  "last_grade", "utc_offset_minutes", "version")
        ask("school.change", head, self.school, {**{name: school[name] for name in fields}, "name_en": "Lighthouse School"},
            expect=200)

        years = ask("school_year.list", head, self.school, expect=200).json["items"]
        self.year = years[0]["school_year_id"]
        self.in_year = self.at(school_year_id=self.year)
        self.calendar_year = years[0]
        next_year = ask("school_year.add", head, self.school,
                        {"name": "2027-2028", "first_day": "2027-09-12", "last_day": "2028-06-08",
                         "terms": [{"number": 1, "first_day": "2027-09-12", "last_day": "2028-01-20"},
                                   {"number": 2, "first_day": "2028-02-06", "last_day": "2028-06-08"}],
                         "weekdays": ["sunday", "monday", "tuesday", "wednesday", "thursday"]}, expect=201).json
        self.next_year = next_year["school_year_id"]
        in_next = self.at(school_year_id=self.next_year)
        changed = ask("school_year.change", head, in_next,
                      {"name": "2027-2028", "first_day": "2027-09-05", "last_day": "2028-06-08",
                       "terms": [{"number": 1, "first_day": "2027-09-05", "last_day": "2028-01-20"},
                                 {"number": 2, "first_day": "2028-02-06", "last_day": "2028-06-08"}],
                       "weekdays": ["sunday", "monday", "tuesday", "wednesday", "thursday"],
                       "version": next_year["version"]}, expect=200).json
        changed = ask("calendar.change", head, in_next,
                      {"version": changed["version"],
                       "days": [{"day": "2028-02-27", "kind": "holiday", "label": "العيد الوطني"}],
                       "points": [{"name": "PG.second_round_ends", "day": "2028-06-06"}]}, expect=200).json
        ask("calendar.read", head, in_next, expect=200)
        ask("calendar.read", head, self.in_year, expect=200)

        subjects = [{"subject": "maths", "name_ar": "الرياضيات", "name_en": "Mathematics", "group": "OTHER", "weekly_periods": 2},
                    {"subject": "islamic", "name_ar": "التربية الإسلامية", "name_en": "Islamic education", "group": "ISLAMIC",
                     "weekly_periods": 1}]
        plan = ask("study_plan.add", head, in_next,
                   {"grade": 1, "track": "general", "regulation": "kw_primary_2016", "subjects": subjects[:1]}, expect=201).json
        plan = ask("study_plan.change", head, self.at(study_plan_id=plan["study_plan_id"]),
                   {"regulation": "kw_primary_2016", "subjects": subjects, "version": plan["version"]}, expect=200).json
        ask("study_plan.list", head, in_next, expect=200)
        ask("study_plan.read", head, self.at(study_plan_id=plan["study_plan_id"]), expect=200)
        added = ask("class.add", head, self.school, {"study_plan_id": plan["study_plan_id"], "name": "ج", "capacity": 25},
                    expect=201).json
        ask("class.change", head, self.at(class_id=added["class_id"]),
            {"name": "د", "capacity": 28, "version": added["version"]}, expect=200)
        classes = ask("class.list", head, self.in_year, query={"limit": 1}, expect=200).json
        assert classes["next"], classes
        classes = ask("class.list", head, self.in_year, expect=200).json["items"]
        self.class_id, self.other_class = classes[0]["class_id"], classes[1]["class_id"]
        self.plan = classes[0]["study_plan_id"]
        self.in_class = self.at(class_id=self.class_id)
        ask("class.read", head, self.in_class, expect=200)
        ask("timetable.set", head, self.in_class,
            {"first_day": "2026-11-22",
             "slots": [{"weekday": "sunday", "period": 1, "subject": "maths", "staff_member_id": self.staff_of_teacher},
                       {"weekday": "sunday", "period": 2, "kind": "lesson", "subject": "science"}]}, expect=200)
        ask("timetable.read", head, self.in_class, query={"day": "2026-11-22"}, expect=200)
        ask("timetable.of_teacher", head, self.at(staff_member_id=self.staff_of_teacher), expect=200)
        sealed = ask("school_year.add", head, self.school,
                     {"name": "2028-2029", "first_day": "2028-09-10", "last_day": "2029-06-07",
                      "terms": [{"number": 1, "first_day": "2028-09-10", "last_day": "2029-01-18"}],
                      "weekdays": ["sunday", "monday"]}, expect=201).json
        self.sealed_year = sealed["school_year_id"]
        ask("school_year.seal", head, self.at(school_year_id=self.sealed_year), {"version": sealed["version"]}, expect=200)

    def staff(self):
        ask = self.ask
        self.reviewer = self.hired("head_of_department", subject="science")
        self.counsellor = self.hired("counsellor")
        self.deputy = self.hired("deputy")
        read = ask("staff.read", self.head, self.at(staff_member_id=self.deputy.staff), expect=200).json
        ask("staff.change", self.registrar, self.at(staff_member_id=self.deputy.staff),
            {"name_ar": "وكيل المدرسة", "name_en": "Deputy", "identity_number": None, "joined_on": "2024-09-01",
             "version": read["version"]}, expect=200)
        ask("staff.list", self.head, self.school, query={"limit": 2}, expect=200)
        ask("appointment.list", self.head, self.at(staff_member_id=self.deputy.staff), expect=200)
        leaver = self.hired("recorder", class_id=self.class_id, subject="maths")
        ask("appointment.end", self.head, self.at(appointment_id=leaver.appointment["appointment_id"]),
            {"version": leaver.appointment["version"], "last_day": "2026-11-30", "reason": "انتهاء التكليف"}, expect=200)
        self.leaver = leaver

    def students(self):
        ask, registrar = self.ask, self.registrar
        added = ask("student.add", registrar, self.school,
                    {"student_number": "7001", "name_parts": ["ياسر", "حمد", "عيسى", "المطر"], "name_en": "Yasir",
                     "sex": "male", "birth_day": "2016-12-01", "nationality": "GB", "is_muslim": True,
                     "identity_papers": [{"kind": "national_id", "number": civil_number(1, "3161201"), "issued_by": "الكويت",
                                          "issued_on": "2017-01-02"}]}, expect=201).json
        self.pupil = added["student_id"]
        ask("student.change", registrar, self.at(student_id=self.pupil),
            {"student_number": "7001", "name_parts": ["ياسر", "حمد", "عيسى", "المطر"], "sex": "male",
             "birth_day": "2016-12-01", "nationality": "KW", "is_muslim": False, "version": added["version"]}, expect=200)
        ask("identity_paper.add", registrar, self.at(student_id=self.pupil),
            {"kind": "passport", "number": "P0012345", "issued_by": "الكويت", "issued_on": "2024-03-01"}, expect=201)
        ask("student.list", self.head, self.school, query={"limit": 3}, expect=200)
        ask("student.list", self.head, self.school, query={"name": "ياسر"}, expect=200)
        listed = ask("student.list_of_class", self.teacher, self.in_class, expect=200).json["items"]
        self.students_of_class = [one["student_id"] for one in listed]
        self.student = self.guardian.session["grants"][0]["children"][0]
        self.of_student = self.at(student_id=self.student)
        ask("student.read", self.guardian, self.of_student, expect=200)
        double = ask("student.add", registrar, self.school,
                     {"student_number": "7002", "name_parts": ["ياسر", "حمد", "عيسى", "المطر"], "sex": "male",
                      "nationality": "KW"}, expect=201).json
        merge = ask("student_merge.add", registrar, self.school,
                    {"kept_id": self.pupil, "merged_id": double["student_id"], "reason": "قيد مكرر"}, expect=201).json
        ask("student_merge.list", registrar, self.school, expect=200)
        ask("student_merge.undo", registrar, self.at(student_merge_id=merge["student_merge_id"]), expect=200)
        self.spare_student = double["student_id"]

        guardian = ask("guardian.add", registrar, self.school,
                       {"name_ar": "حمد عيسى المطر", "name_en": "Hamad", "identity_number": civil_number(900),
                        "telephone": "99990000"}, expect=201).json
        ask("guardian.change", registrar, self.at(guardian_id=guardian["guardian_id"]),
            {"name_ar": "حمد عيسى المطر", "name_en": "Hamad", "telephone": "99990001", "version": guardian["version"]},
            expect=200)
        ask("guardian.list", registrar, self.school, query={"limit": 2}, expect=200)
        ship = ask("guardianship.add", registrar, self.at(student_id=self.pupil),
                   {"guardian_id": guardian["guardian_id"], "relation": "father", "first_day": "2026-09-13"}, expect=201).json
        second = ask("guardianship.add", registrar, self.at(student_id=self.spare_student),
                     {"guardian_id": guardian["guardian_id"], "relation": "uncle", "first_day": "2026-09-13"}, expect=201).json
        ask("guardianship.end", registrar, self.at(guardianship_id=second["guardianship_id"]), {"last_day": "2026-11-22"},
            expect=200)
        ask("guardian.read", registrar, self.at(guardian_id=guardian["guardian_id"]), expect=200)
        self.new_guardian, self.guardianship = guardian["guardian_id"], ship["guardianship_id"]

    def accounts(self):
        ask, head = self.ask, self.head
        parent = self.signed_in({"kind": "guardian", "person_id": self.new_guardian}, "parent")
        self.parent = parent
        accounts = ask("school.list_accounts", head, self.school, query={"limit": 2}, expect=200).json
        assert accounts["next"]
        ask("school.list_accounts", head, self.school, query={"after": accounts["next"]}, expect=200)
        of_person = ask("school.list_accounts", head, self.school,
                        query={"kind": "guardian", "person_id": self.new_guardian}, expect=200).json
        assert [each["name"] for each in of_person["accounts"]] == [parent.session["name"]], of_person
        ask("school.list_accounts", head, self.school, query={"kind": "guardian"}, expect=422)
        of_parent = self.at(account_id=parent.session["account_id"])
        ask("school.read_account", head, of_parent, expect=200)
        version = ask("school.read_account", head, of_parent, expect=200).json["account"]["version"]
        ask("school.disable_account", head, of_parent, headers={"If-Match": f'"v{version}"'}, expect=204)
        ask("school.enable_account", head, of_parent, headers={"If-Match": f'"v{version + 1}"'}, expect=204)
        ask("school.link_account", head, self.school,
            {"name": parent.name, "kind": "student", "person_id": self.pupil}, expect=201)
        ask("school.unlink_account", head, {**of_parent, "kind": "student", "person_id": self.pupil}, expect=204)

        # One's own account.
        one = self.hired("supporting_teacher", class_id=self.class_id, subject="maths")
        ask("session.read", one, expect=200)
        ask("account.list_sessions", one, expect=200)
        other = self.api.person(one.name)
        ask("account.end_session", one, {"session_id": other.session["session_id"]}, expect=204)
        ask("account.end_other_sessions", one, expect=204)
        ask("account.change_password", one, body={"password": PASSWORD, "new_password": "nine quiet harbours"}, expect=204)
        one, removed = self.with_second_factor(), self.with_second_factor()
        again = self.api.person(one.name)
        again.session = ask("session.second_factor", again,
                            body={"code": totp(one.secret, server_time(self.started) + 30)}, expect=200).json
        ask("session.end", self.api.person(self.counsellor.name), expect=204)

        # Accounts of the installation, offices.
        administrator = self.administrator
        name = self.name("auditor")
        made = ask("account.create", administrator, body={"name": name, "display_name": "مدقق المنطقة"}, expect=201).json
        of_auditor = {"account_id": made["account_id"]}
        ask("account.appoint_office", administrator, of_auditor,
            {"role": "directorate_auditor", "directorate_id": self.directorate, "first_day": "2026-11-01", "decision": "7/2026"},
            expect=201)
        past = ask("account.appoint_office", administrator, of_auditor,
                   {"role": "directorate_officer", "directorate_id": self.directorate, "first_day": "2026-11-01",
                    "decision": "8/2026"}, expect=201).json["office_appointment_id"]
        ask("office.end", administrator, {"office_appointment_id": past}, {"last_day": "2026-11-30"},
            headers={"If-Match": '"v1"'}, expect=204)
        code = ask("account.issue_code", administrator, of_auditor, expect=201).json["code"]
        auditor = Person(self.nobody.address)
        auditor.session = ask("session.begin_by_code", auditor, {},
                              {"name": name, "code": code, "new_password": PASSWORD}, expect=201).json
        self.auditor = auditor
        ask("account.list", administrator, query={"limit": 2}, expect=200)
        ask("account.read", administrator, of_auditor, expect=200)
        spare = ask("account.create", administrator, body={"name": self.name("spare"), "display_name": "حساب"}, expect=201).json
        ask("account.disable", administrator, spare, headers={"If-Match": '"v1"'}, expect=204)
        ask("account.enable", administrator, spare, headers={"If-Match": '"v2"'}, expect=204)
        ask("account.remove_second_factor", administrator, {"account_id": removed.session["account_id"]}, expect=204)
        ask("school.list", auditor, {"directorate_id": self.directorate}, expect=200)
        ask("school.read", auditor, self.school, expect=200)

    def attendance(self):
        ask, head, teacher = self.ask, self.head, self.teacher
        days = ["2026-11-15", "2026-11-16", "2026-11-17"]
        for day in days:
            ask("attendance.take_roll", teacher, self.in_class,
                {"day": day, "slot": "day", "exceptions": [{"student_id": self.student, "status": "absent"}]}, expect=201)
        ask("attendance.take_roll", teacher, self.in_class,
            {"day": "2026-11-18", "slot": "day",
             "exceptions": [{"student_id": self.student, "status": "late", "minutes": 12}]}, expect=201)
        ask("attendance.take_roll", teacher, self.in_class,
            {"day": TODAY, "slot": "period", "period": 1, "subject": "maths",
             "exceptions": [{"student_id": self.student, "status": "absent"}]}, expect=201)
        ask("attendance.read_roll", teacher, self.in_class, query={"day": "2026-11-15"}, expect=200)
        ask("attendance.judge_lateness", head, self.of_student,
            {"day": "2026-11-18", "judgement": "refused", "reason": "بلا عذر"}, expect=201)
        excuse = ask("attendance.submit_excuse", self.registrar, self.of_student,
                     {"first_day": "2026-11-17", "last_day": "2026-11-17", "kind": "medical", "document": "18/2026",
                      "on_school_form": True, "certifier": "health_centre", "school_health_certified": True,
                      "submitted_on": "2026-11-18"}, expect=201).json
        self.excuse = excuse["excuse_id"]
        undecided = ask("attendance.undecided", head, self.school, expect=200).json["excuses"]
        assert any(one["excuse_id"] == self.excuse for one in undecided), undecided
        ask("attendance.of_class", teacher, self.in_class, expect=200)
        ask("attendance.decide_excuse", head, self.at(excuse_id=self.excuse),
            {"judgement": "accepted", "reason": "شهادة مركز صحي"}, expect=201)
        leave = ask("attendance.request_leave", self.guardian, self.of_student,
                    {"day": TODAY, "first_period": 4, "ground": "medical_appointment",
                     "requested_by": self.guardian.session["grants"][0]["person_id"], "document": "موعد"}, expect=201).json
        self.leave = leave["leave_id"]
        ask("attendance.decide_leave", head, self.at(leave_id=self.leave),
            {"decision": "approved", "collected_by": self.guardian.session["grants"][0]["person_id"]}, expect=201)
        ask("attendance.record_activity", head, self.of_student,
            {"letter": "9/2026", "first_day": "2026-11-19", "last_day": "2026-11-19"}, expect=201)
        in_year = self.at(student_id=self.student, school_year_id=self.year)
        due = ask("attendance.read", self.guardian, in_year, expect=200).json["due"]
        assert due, "no notice is due"
        notice = ask("attendance.issue_notice", head, in_year, {"term": due[0]["term"], "kind": due[0]["kind"]},
                     expect=201).json
        self.notice = notice["notice_id"]
        ask("attendance.acknowledge", self.guardian, self.at(student_id=self.student, notice_id=self.notice), {}, expect=201)
        ask("attendance.add_notice_event", head, self.at(notice_id=self.notice),
            {"kind": "posted", "day": TODAY, "reference": "سجل البريد 5"}, expect=201)
        ask("attendance.add_notice_event", self.teacher, self.at(notice_id=self.notice),
            {"kind": "received", "day": TODAY, "reference": "وصل ١٢"}, expect=201)
        ask("attendance.read", self.counsellor, in_year, expect=200)

    def conduct(self):
        ask, head = self.ask, self.head
        in_year = self.at(student_id=self.student, school_year_id=self.year)
        ask("conduct.list_offence", head, self.school,
            {"code": "LATE_HOMEWORK", "name_ar": "إهمال الواجب", "name_en": "Neglected homework", "degree": 1}, expect=201)
        ask("conduct.offences", self.teacher, self.school, expect=200)
        entry = ask("conduct.record", head, self.of_student,
                    {"day": "2026-11-18", "kind": "offence", "offence": "LATE_HOMEWORK", "action": "تنبيه شفهي"},
                    expect=201).json
        self.conduct_entry = entry["conduct_entry_id"]
        ask("conduct.grade", head, in_year, {"term": 1, "subject": "maths", "grade": "good"}, expect=201)
        ask("conduct.read", self.guardian, in_year, expect=200)

    def sheet_of(self, subject, **wanted):
        sheets = self.ask("mark_sheet.list", self.teacher, self.in_class, query={"subject": subject}, expect=200).json["sheets"]
        return first(sheets, **wanted)["sheet_id"]

    def marks(self):
        ask, head, teacher = self.ask, self.head, self.teacher
        made = ask("mark_sheet.make", head, self.in_class,
                   {"subject": "science", "term": 1, "part": "oral", "title_ar": "شفهي", "title_en": "Oral",
                    "columns": [{"key": "o1", "label_ar": "شفهي ١", "label_en": "Oral 1", "kind": "mark", "maximum": "10",
                                 "step": "0.25", "repeats": 2, "needed": "none"}]}, expect=201).json
        self.sheet = made["sheet_id"]
        at_sheet = self.at(sheet_id=self.sheet)
        third = ask("class.add", head, self.school, {"study_plan_id": self.plan, "name": "ج", "capacity": 25}, expect=201).json
        self.third_class = third["class_id"]
        ask("mark_sheet.make_by_scheme", head, self.at(class_id=self.third_class),
            {"regulation": "kw_primary_2016", "grade": 4, "subject": "science", "on": TODAY, "criteria": ["4", "4"], "units": 3},
            expect=201)
        ask("mark_sheet.list", teacher, self.in_class, expect=200)
        entries = [{"student_id": student, "column": "o1", "value": "٨٫٥", "assessed_on": "2026-11-18"}
                   for student in self.students_of_class]
        recorded = ask("mark.record", teacher, at_sheet, {"entries": entries}, expect=200).json
        assert recorded["accepted"] == len(entries), recorded
        refused = ask("mark.record", teacher, at_sheet, {"entries": [{**entries[0], "value": "11"}]}, expect=200).json
        assert refused["entries"][0]["refused"]["code"], refused
        ask("mark_sheet.missing", teacher, at_sheet, expect=200)
        # A sheet of the school's own stands in nobody's way when results are evaluated.
        ask("result.checklist", head, self.in_class, expect=200)
        ask("mark_sheet.totals", teacher, at_sheet, expect=200)
        ask("mark_sheet.totals", teacher, at_sheet, query={"student_id": self.student}, expect=200)
        version = ask("mark_sheet.read", teacher, at_sheet, expect=200).json["version"]
        ask("mark.sign", teacher, at_sheet, {"sheet_version": version}, expect=201)
        ask("mark.review", self.reviewer, at_sheet, {"sheet_version": version}, expect=201)
        ask("mark.signatures", teacher, at_sheet, expect=200)
        cell = first(ask("mark_sheet.read", teacher, at_sheet, expect=200).json["cells"], student_id=self.student)
        corrections = []
        for value in ("9", "9.5"):
            corrections.append(ask("correction.request", teacher, at_sheet,
                {"student_id": self.student, "column": "o1", "based_on": cell["version"], "value": value,
                 "reason": "sum_error", "evidence": "السؤال الثاني"}, expect=201).json["correction_id"])
            if len(corrections) == 1:
                ask("correction.decide", head, {**at_sheet, "correction_id": corrections[0]},
                    {"decision": "refused", "note": "أعد النظر"}, expect=204)
        ask("correction.decide", head, {**at_sheet, "correction_id": corrections[1]}, {"decision": "approved"}, expect=204)
        self.correction = corrections[1]
        ask("correction.list", teacher, at_sheet, query={"limit": 1}, expect=200)
        ask("entry_progress.read", head, self.in_year, query={"by": "teacher"}, expect=200)
        ask("entry_progress.read", head, self.in_year, query={"by": "sheet", "term": 1, "limit": 2}, expect=200)
        ask("mark.history", teacher, {**at_sheet, "student_id": self.student, "column": "o1"}, query={"occurrence": 1},
            expect=200)
        ask("mark.withdraw", head, at_sheet, {"reason": "عمود ناقص"}, expect=204)
        ask("sheet_news.list", head, self.in_year, query={"since": "2026-11-01"}, expect=200)
        ask("mark.of_student", head, self.at(student_id=self.student, school_year_id=self.year), expect=200)
        ask("mark.of_student", self.reviewer, self.at(student_id=self.student, school_year_id=self.year),
            query={"subject": "science"}, expect=200)
        of_report = self.at(class_id=self.class_id, subject="maths", term=1)
        written = ask("report_note.write", teacher, of_report,
                      {"notes": [{"student_id": self.student, "text": "يحل المسائل بثقة"}]}, expect=200).json["notes"][0]
        ask("report_note.sign", teacher, of_report,
            {"notes": [{"student_id": self.student, "based_on": written["version"]}]}, expect=200)
        assert ask("report_note.list", teacher, of_report, expect=200).json["signed"] == 1
        ask("entry_exception.grant", head, at_sheet,
            {"staff_member_id": self.staff_of_teacher, "last_day": "2026-12-01", "reason": "سفر المعلم"}, expect=201)
        window = ask("entry_window.open", head, self.school,
                     {"school_year_id": self.year, "term": 2, "part": "oral", "first_day": "2027-02-07",
                      "last_day": "2027-03-01"}, expect=201).json
        self.window = window["entry_window_id"]
        ask("entry_window.move", head, self.at(entry_window_id=self.window),
            {"first_day": "2027-02-08", "last_day": "2027-03-02", "version": "1"}, expect=204)
        ask("entry_window.list", teacher, self.in_year, expect=200)

    def mastery(self):
        """Skills of an early grade under the Saudi rules, in a class that the other school adds."""
        ask = self.ask
        head, registrar = self.api.person("head-teacher-sa"), self.api.person("registrar-sa")
        teacher = self.api.person("teacher-sa")
        self.saudi_head, self.saudi_registrar, self.saudi_teacher = head, registrar, teacher
        self.saudi_school = school = {"school_id": head.session["grants"][0]["school_id"]}
        self.staff_of_saudi_teacher = teacher.session["grants"][0]["person_id"]
        read = ask("school.read", head, school, expect=200).json
        del read["school_id"], read["directorate_id"]
        ask("school.change", head, school, {**read, "first_grade": 1, "last_grade": 12}, expect=200)
        year = ask("school_year.add", head, school,
                   {"name": "1448", "first_day": "2026-08-23", "last_day": "2027-06-24",
                    "terms": [{"number": 1, "first_day": "2026-08-23", "last_day": "2027-01-07"},
                              {"number": 2, "first_day": "2027-01-17", "last_day": "2027-06-24"}],
                    "weekdays": ["sunday", "monday", "tuesday", "wednesday", "thursday"]}, expect=201).json
        plan = ask("study_plan.add", head, {**school, "school_year_id": year["school_year_id"]},
                   {"grade": 1, "regulation": "sa_1426",
                    "subjects": [{"subject": "maths", "name_ar": "الرياضيات", "name_en": "Mathematics", "group": "OTHER",
                                  "weekly_periods": 4}]}, expect=201).json
        made = ask("class.add", head, school, {"study_plan_id": plan["study_plan_id"], "name": "أ/١", "capacity": 20},
                   expect=201).json
        in_class = {**school, "class_id": made["class_id"]}
        self.class_of_skills = made["class_id"]
        self.appoint_saudi_teacher(made["class_id"], ["maths"])
        student = self.saudi_student("8001", made["class_id"], "2026-08-23")
        sheets = ask("mark_sheet.make_by_scheme", head, in_class,
                     {"regulation": "sa_1426", "grade": 1, "subject": "maths", "on": "2026-09-01",
                      "skills": [{"code": "M1-01", "text": "العد إلى ٩٩", "minimum": True, "term": 1, "kind": "oneshot"},
                                 {"code": "M1-02", "text": "جمع عددين"}]}, expect=201).json["sheet_ids"]
        for term in (0, 1):
            ask("entry_window.open", head, school, {"school_year_id": year["school_year_id"], "term": term,
                                                    "first_day": "2026-08-23", "last_day": "2027-06-24"}, expect=201)
        at_sheet = {**school, "sheet_id": sheets[0]}
        ask("skill.taught", teacher, at_sheet, {"column": "M1-01", "taught_on": "2026-11-15"}, expect=204)
        ask("mark.record", teacher, at_sheet,
            {"entries": [{"student_id": student, "column": "M1-01", "value": "mastered", "assessed_on": "2026-11-16",
                          "tool": "observation"}]}, expect=200)
        report = {**in_class, "number": 1}
        ask("mastery_report.set", head, report, {"day": "2026-11-25"}, expect=204)
        ask("mastery_report.set", head, report, {"day": "2026-11-26", "version": "1"}, expect=204)
        ask("mastery_remark.write", teacher, report,
            {"student_id": student, "remarks": "يتقدم في العد", "confirmed_unassessed": ["M1-02"]}, expect=204)
        ask("mastery_report.list", teacher, in_class, expect=200)
        on_card = {**in_class, "student_id": student}
        ask("card.contact", teacher, on_card, {"skill": "M1-01", "with": "guardian", "day": "2026-11-20", "note": "هاتفياً"},
            expect=204)
        ask("card.refer", teacher, on_card,
            {"difficulty": "صعوبة في القراءة", "referred_to": "special_education", "day": "2026-11-20"}, expect=204)
        ask("card.describe", teacher, {**in_class, "subject": "maths"},
            {"student_id": student, "number": 1, "heading": "participation", "text": "يشارك بنشاط"}, expect=204)
        # Before the last day nobody says whether he moves.
        opinion = {"option": "b", "remarks": ["stuttering"], "text": "يحتاج إلى تدريب على النطق"}
        ask("card.opinion", teacher, on_card, opinion, expect=403)
        assert len(ask("card.read", teacher, on_card, expect=200).json["contacts"]) == 1
        ask("card.opinion", teacher, self.past_card(), opinion, expect=204)

    def past_card(self):
        """A student of skills in the year that is over."""
        ask, head, school = self.ask, self.saudi_head, self.saudi_school
        class_id = self.past_class(1, "ب", [("maths", "الرياضيات")])
        self.appoint_saudi_teacher(class_id, [], "2024-08-18")
        student = self.saudi_student("8009", class_id, "2024-08-18")
        ask("mark_sheet.make_by_scheme", head, {**school, "class_id": class_id},
            {"regulation": "sa_1426", "grade": 1, "subject": "maths", "on": "2025-06-01",
             "skills": [{"code": "M1-01", "text": "العد إلى ٩٩"}]}, expect=201)
        return {**school, "class_id": class_id, "student_id": student}

    def past_class(self, grade, name, subjects):
        """A class of a grade that the year which is over did not have, with its plan."""
        ask, head, school = self.ask, self.saudi_head, self.saudi_school
        year = first(ask("school_year.list", head, school, expect=200).json["items"], name="1446")["school_year_id"]
        plan = ask("study_plan.add", head, {**school, "school_year_id": year},
                   {"grade": grade, "regulation": "sa_1426",
                    "subjects": [{"subject": code, "name_ar": name_ar, "name_en": code, "group": "OTHER",
                                  "weekly_periods": 4} for code, name_ar in subjects]}, expect=201).json
        return ask("class.add", head, school, {"study_plan_id": plan["study_plan_id"], "name": name, "capacity": 20},
                   expect=201).json["class_id"]

    def appoint_saudi_teacher(self, class_id, subjects, first_day="2026-08-23"):
        roles = [("class_head", {})] + [("teacher", {"subject": subject}) for subject in subjects]
        for role, more in roles:
            self.ask("appointment.add", self.saudi_head, {**self.saudi_school, "staff_member_id": self.staff_of_saudi_teacher},
                     {"role": role, "class_id": class_id, "first_day": first_day, "decision": "12/1448", **more}, expect=201)

    def saudi_student(self, number, class_id, first_day):
        student = self.ask("student.add", self.saudi_registrar, self.saudi_school,
                           {"student_number": number, "name_parts": ["فهد", "صالح", "حسن", "الزيتون"], "sex": "male",
                            "nationality": "SA"}, expect=201).json["student_id"]
        self.ask("enrolment.add", self.saudi_registrar, {**self.saudi_school, "student_id": student},
                 {"class_id": class_id, "kind": "regular", "first_day": first_day}, expect=201)
        return student

    def committees(self):
        ask, head = self.ask, self.head
        committee = ask("committee.add", head, self.school,
                        {"kind": "special_cases", "name_ar": "لجنة الحالات", "name_en": "Cases", "decision": "3/2026"},
                        expect=201).json["committee_id"]
        self.committee = committee
        chair = self.hired("committee_chair")
        members = [self.hired("committee_member") for _ in range(3)]
        self.chair = chair
        ended = None
        for role, person in [("chair", chair), ("member", members[0]), ("member", members[1]), ("secretary", members[2])]:
            ended = ask("committee.add_member", head, self.at(committee_id=committee),
                        {"staff_member_id": person.staff, "role": role, "first_day": "2026-09-13", "decision": "3/2026"},
                        expect=201).json
        self.member = ended["committee_member_id"]
        ask("committee.end_member", head, self.at(committee_member_id=self.member),
            {"version": ended["version"], "last_day": "2026-11-01"}, expect=200)
        ask("committee.list", chair, self.school, expect=200)
        case = ask("case.open", self.counsellor, self.of_student,
                   {"committee_id": committee, "school_year_id": self.year, "kind": "exceptional", "fact": "KW-16.1",
                    "type": "chronic", "documents": ["تقرير ١"]}, expect=201).json
        self.case = case["case_id"]
        decision = ask("case.decide", chair, self.at(case_id=self.case),
                       {"decided_on": TODAY, "chair_vote": "approved", "reasons": "اطلعت اللجنة على المستندات",
                        "attendance": [{"staff_member_id": person.staff, "vote": "approved"}
                                       for person in (chair, members[0], members[1])]}, expect=201).json
        self.decision = decision["case_decision_id"]
        ask("case.sign", chair, self.at(decision_id=self.decision), {}, expect=201)
        ask("case.approve", head, self.at(case_id=self.case),
            {"level": "educational_district", "judgement": "approved", "reference": "55/2026", "decided_on": TODAY},
            expect=201)
        ask("case.read", head, self.of_student, expect=200)

    def results(self):
        ask, head, school, registrar = self.ask, self.saudi_head, self.saudi_school, self.saudi_registrar
        guardian = self.api.person("guardian-sa")
        self.saudi_guardian = guardian
        child = guardian.session["grants"][0]["children"][0]
        years = ask("school_year.list", head, school, expect=200).json["items"]
        year = first(years, name="1446")["school_year_id"]
        classes = ask("class.list", head, {**school, "school_year_id": year}, expect=200).json["items"]
        of_child = {**school, "student_id": child, "school_year_id": year}
        self.published = of_child
        ask("result.checklist", head, {**school, "class_id": classes[0]["class_id"]}, expect=200)
        ask("result.read", guardian, of_child, expect=200)
        ask("result.preview", head, of_child, expect=200)
        ask("result.versions", head, of_child, expect=200)
        for is_withheld in (True, False):
            ask("result.withhold", head, of_child,
                {"is_withheld": is_withheld, "reason": "مستند ناقص", "decision": "12/1447"}, expect=201)

        # A mark is corrected after the publication, and the result after the mark.
        sheets = ask("mark_sheet.list", self.saudi_teacher, {**school, "class_id": classes[0]["class_id"]},
                     query={"subject": "MTH"}, expect=200).json["sheets"]
        self.saudi_sheet = first(sheets, part="exam", term=2)["sheet_id"]
        at_sheet = {**school, "sheet_id": self.saudi_sheet}
        sheet = ask("mark_sheet.read", self.saudi_teacher, at_sheet, expect=200).json
        cell = first(sheet["cells"], student_id=child)
        asked = ask("correction.request", self.saudi_teacher, at_sheet,
                    {"student_id": child, "column": cell["column"], "based_on": cell["version"], "value": "20",
                     "reason": "transcription_error", "evidence": "ورقة الإجابة"}, expect=201).json
        ask("correction.decide", head, {**at_sheet, "correction_id": asked["correction_id"]}, {"decision": "approved"}, expect=204)
        for is_accepted in (False, True):
            correction = ask("result.request_correction", registrar, of_child, {"reason": "خطأ في الرصد"}, expect=201).json
            self.result_correction = {**school, "correction_id": correction["correction_id"]}
            ask("result.decide_correction", head, self.result_correction,
                {"is_accepted": is_accepted, "note": "روجعت ورقة الإجابة"}, expect=200)
        self.publication(classes[0]["study_plan_id"])

    def publication(self, plan):
        """A class of the year that is over, from its first mark to its publication."""
        ask, head, school = self.ask, self.saudi_head, self.saudi_school
        made = ask("class.add", head, school, {"study_plan_id": plan, "name": "ج", "capacity": 10}, expect=201).json
        in_class = {**school, "class_id": made["class_id"]}
        subjects = ask("study_plan.read", head, {**school, "study_plan_id": plan}, expect=200).json["subjects"]
        self.marked_class(in_class, 8, [one["subject"] for one in subjects], "8002")
        self.to_publish = in_class
        points = ask("result.checklist", head, in_class, expect=200).json["open_points"]
        assert not points, points
        self.publication_id = ask("result.publish", head, in_class, {"visible_from": "2026-11-23T04:00:00.000Z"},
                                  expect=201).json["publication_id"]
        self.grade_12()

    def marked_class(self, in_class, grade, subjects, number, value=None):
        """Its sheets with one student's marks, full ones or this one everywhere, signed."""
        ask, head, school, teacher = self.ask, self.saudi_head, self.saudi_school, self.saudi_teacher
        self.appoint_saudi_teacher(in_class["class_id"], subjects, "2024-08-18")
        student = self.saudi_student(number, in_class["class_id"], "2024-08-18")
        for subject in subjects:
            ids = ask("mark_sheet.make_by_scheme", head, in_class,
                      {"regulation": "sa_1426", "grade": grade, "subject": subject, "on": "2025-06-01"},
                      expect=201).json["sheet_ids"]
            for sheet_id in ids:
                at_sheet = {**school, "sheet_id": sheet_id}
                sheet = ask("mark_sheet.read", teacher, at_sheet, expect=200).json
                if sheet["part"] == "second_round" and value is None:
                    continue
                ask("entry_exception.grant", head, at_sheet,
                    {"staff_member_id": self.staff_of_saudi_teacher, "last_day": "2026-12-01", "reason": "صف مضاف"}, expect=201)
                entries = [{"student_id": student, "column": one["key"], "value": value or one["maximum"]}
                           for one in sheet["columns"]]
                recorded = ask("mark.record", teacher, at_sheet, {"entries": entries}, expect=200).json
                assert recorded["accepted"] == len(entries), recorded
                if sheet["part"] != "second_round":
                    ask("mark.sign", teacher, at_sheet, {"sheet_version": recorded["sheet_version"]}, expect=201)
        return student

    def grade_12(self):
        """A student of the third secondary who did not pass, and how he wants to go on."""
        ask, head, school = self.ask, self.saudi_head, self.saudi_school
        in_class = {**school, "class_id": self.past_class(12, "د", [("MTH", "الرياضيات")])}
        student = self.marked_class(in_class, 12, ["MTH"], "8012", "1")
        ask("result.publish", head, in_class, {}, expect=201)
        new = first(ask("school_year.list", head, school, expect=200).json["items"], name="1448")["school_year_id"]
        ask("promotion.choose", self.saudi_registrar, {**school, "student_id": student, "school_year_id": new},
            {"choice": "affiliated_failed", "chosen_on": "2026-08-25", "document": "21/1448"}, expect=201)

    def promotion(self):
        """The Saudi school's year that is over, moved to the next one, undone, and one student moved alone."""
        ask, head, school = self.ask, self.saudi_head, self.saudi_school
        years = ask("school_year.list", head, school, expect=200).json["items"]
        old = first(years, name="1446")["school_year_id"]
        new = first(years, name="1448")["school_year_id"]
        of_old = {**school, "school_year_id": old}
        classes = [one for one in ask("class.list", head, of_old, expect=200).json["items"] if one["grade"] in (7, 8)]
        to_classes = []
        for grade in (8, 9):
            plan = ask("study_plan.add", head, {**school, "school_year_id": new},
                       {"grade": grade, "regulation": "sa_1426",
                        "subjects": [{"subject": "MTH", "name_ar": "الرياضيات", "name_en": "Mathematics", "group": "OTHER",
                                      "weekly_periods": 4}]}, expect=201).json
            made = ask("class.add", head, school, {"study_plan_id": plan["study_plan_id"], "name": "الكل", "capacity": 200},
                       expect=201).json
            to_classes.append(made["class_id"])
        wanted = {"to_year_id": new,
                  "classes": [{"from_class_id": one["class_id"], "to_class_id": to} for one in classes for to in to_classes]}
        plan = ask("promotion.plan", head, of_old, wanted, expect=200).json
        moving = [one for one in plan["students"] if one["state"] == "moves" and "to_class_id" in one]
        assert moving, plan
        done = ask("promotion.run", head, of_old, {**wanted, "plan_digest": plan["plan_digest"]}, expect=201).json
        ask("promotion.list", head, of_old, expect=200)
        ask("promotion.undo", head, {**school, "promotion_id": done["promotion_id"]}, {"reason": "قبل البت في الدور الثاني"},
            expect=200)
        ask("promotion.run_one", head, {**of_old, "student_id": moving[0]["student_id"]},
            {"to_year_id": new, "to_class_id": moving[0]["to_class_id"], "from": "2026-08-23"}, expect=201)

    def enrolments(self):
        ask, registrar = self.ask, self.registrar
        of_pupil = self.at(student_id=self.pupil)
        enrolled = ask("enrolment.add", registrar, of_pupil,
                       {"class_id": self.class_id, "kind": "regular", "is_newcomer": True, "first_day": "2026-11-08"},
                       expect=201).json
        moved = ask("enrolment.move", registrar, self.at(enrolment_id=enrolled["enrolment_id"]),
                    {"version": enrolled["version"], "class_id": self.other_class, "first_day": "2026-11-15"}, expect=201).json
        self.enrolment = moved
        self.step("mark.carry_class", self.head, of_pupil, {"from_class_id": self.class_id, "dry_run": True}, expect=200)
        ask("enrolment.list", registrar, of_pupil, expect=200)
        exemption = ask("exemption.add", registrar, of_pupil,
                        {"ground": "non_muslim", "document": "جواز السفر", "first_day": "2026-11-15", "subjects": ["islamic", "quran"]},
                        expect=201).json
        away = ask("temporary_study.begin", registrar, of_pupil,
                   {"side": "home", "other_school": "مدرسة النخيل", "place": "أبها", "reason": "mission",
                    "guardian_id": self.new_guardian, "first_day": "2026-11-29", "last_day": "2026-12-31"}, expect=201).json
        ask("temporary_study.step", registrar, self.at(temporary_study_id=away["temporary_study_id"]),
            {"kind": "approved", "reference": "44/2026", "day": TODAY}, expect=201)
        assert ask("temporary_study.list", self.head, of_pupil, expect=200).json["items"][0]["next"] == "received, closed"
        provision = {"school_year_id": self.year, "kind": "excluded_competency", "subject": "maths", "term": 1, "item": "3",
                     "decision": "14/2026"}
        ask("mark_provision.make", registrar, of_pupil, provision, expect=201)
        of_year = {**of_pupil, "school_year_id": self.year}
        assert len(ask("mark_provision.list", self.head, of_year, expect=200).json["provisions"]) == 1
        ask("mark_provision.end", registrar, of_pupil, {**provision, "decision": "15/2026"}, expect=201)
        listed = ask("exemption.list", registrar, of_pupil, expect=200).json["items"]
        self.exemption = listed[0]["exemption_id"]
        ask("exemption.end", registrar, self.at(exemption_id=self.exemption), {"last_day": TODAY}, expect=200)
        del exemption
        package = ask("transfer.package", registrar, of_pupil, expect=200).json
        ask("transfer.release", registrar, of_pupil,
            {"other_school": "مدرسة النخلة", "day": TODAY, "decision": "21/2026"}, expect=201)
        ask("transfer.list", registrar, of_pupil, expect=200)
        spare = self.at(student_id=self.spare_student)
        enrolled = ask("enrolment.add", registrar, spare, {"class_id": self.class_id, "kind": "regular", "first_day": TODAY},
                       expect=201).json
        ask("transfer.receive", registrar, spare,
            {"other_school": "مدرسة النخلة", "day": TODAY, "decision": "22/2026", "carried": package}, expect=201)
        ask("enrolment.end", registrar, self.at(enrolment_id=enrolled["enrolment_id"]),
            {"version": enrolled["version"], "last_day": TODAY, "reason": "left"}, expect=200)

    def audit(self):
        ask = self.ask
        page = ask("school.list_audit", self.head, self.school, query={"limit": 5}, expect=200).json
        ask("school.list_audit", self.head, self.school, query={"after": page["next"]}, expect=200)
        newest = ask("school.list_audit", self.head, self.school, query={"order": "newest", "limit": 3}, expect=200).json
        newest = newest["entries"]
        assert [each["sequence"] for each in newest] == sorted((each["sequence"] for each in newest), reverse=True)
        alike = ask("school.list_audit", self.head, self.school,
                    query={"order": "newest", "account_id": newest[0]["account_id"], "subject": newest[0]["subject"],
                           "from": newest[0]["at"]}, expect=200).json["entries"]
        assert newest[0] in alike and {each["subject"] for each in alike} == {newest[0]["subject"]}, alike
        # What was done before the newest entry, whatever the order in which it was written down.
        until = newest[0]["at"]
        before = ask("school.list_audit", self.head, self.school, query={"until": until, "limit": 5}, expect=200).json["entries"]
        assert before and all(each["at"] < until for each in before), [until, before]
        ask("school.list_audit", self.head, self.school, query={"from": "yesterday"}, expect=422)
        ask("school.verify_audit", self.head, self.school, expect=200)
        ask("school.give_audit_head", self.head, self.school, expect=201)
        ask("school.list_looks", self.auditor, self.school, expect=200)
        ask("student.list_looks", self.guardian, self.of_student, query={"limit": 3}, expect=200)
        ask("school.export", self.head, self.school, expect=200)
        ask("installation.list_audit", self.administrator, expect=200)
        ask("installation.verify_audit", self.administrator, expect=200)
        ask("installation.list_looks", self.administrator, expect=200)

    def carried(self):
        """What a year is opened with, and what a student brings along."""
        step, head, school = self.step, self.head, self.school
        step("student.file", self.registrar, self.of_student, expect=200)
        step("class.head_counts", head, self.in_year, expect=200)
        step("student.boys_to_transfer", self.registrar, self.in_year, expect=200)
        step("timetable.findings", head, self.in_year, expect=200)
        day = [{"kind": "assembly", "starts": "07:30", "ends": "07:45"},
               {"kind": "lesson", "period": 1, "starts": "07:45", "ends": "08:25"},
               {"kind": "break", "starts": "08:25", "ends": "08:40"}]
        step("bell_times.read", head, self.in_year, expect=200)
        step("bell_times.set", head, self.in_year, {"slots": day}, expect=200)
        for dry_run in (True, False):
            step("study_plan.seed", head, self.at(school_year_id=self.next_year),
                 {"regulation": "kw_primary_2016", "dry_run": dry_run}, expect=200)
            step("mark_sheet.open_year", head, self.in_year, {"on": TODAY, "grade": 4, "dry_run": dry_run}, expect=200)
        step("mark.not_yet", self.teacher, self.at(sheet_id=self.sheet_of("maths", part="formative", term=1)), {}, expect=200)
        transfers = self.ask("transfer.list", self.registrar, self.at(student_id=self.spare_student), expect=200).json["items"]
        step("mark.carry_transfer", head, self.at(student_id=self.spare_student, transfer_id=transfers[-1]["transfer_id"]),
             {"dry_run": True}, expect=200)
        step("mastery_board.read", self.saudi_teacher, {**self.saudi_school, "class_id": self.class_of_skills, "subject": "maths"},
             expect=200)
        step("mastery_groups.read", self.saudi_teacher, {**self.saudi_school, "class_id": self.class_of_skills},
             query={"subject": "maths"}, expect=200)
        step("school.export", head, school, expect=200)

    def published_results(self):
        """What is read and done around a publication."""
        step, head, school = self.step, self.saudi_head, self.saudi_school
        in_year = {**school, "school_year_id": self.published["school_year_id"]}
        classes = self.ask("class.list", head, in_year, expect=200).json["items"]
        in_class = {**school, "class_id": classes[0]["class_id"]}
        for name in ("result.class_differences", "result.notices", "result.class_results"):
            step(name, head, in_class, expect=200)
        for name in ("result.year_progress", "result.year_checklist", "result.publications"):
            step(name, head, in_year, expect=200)
        purpose, office = {"purpose": "P4_REVIEW"}, {"directorate_id": self.directorate}
        step("statistics.school", head, in_year, query=purpose, expect=200)
        step("statistics.marks", head, in_year, query=purpose, expect=200)
        step("statistics.marks", head, in_year, query={**purpose, "by": "grade"}, expect=200)
        step("statistics.work", head, in_year, query={**purpose, "limit": 3}, expect=200)
        step("statistics.years", head, school, query=purpose, expect=200)
        step("statistics.directorate", self.auditor, office, query={**purpose, "year": "1446"}, expect=200)
        step("statistics.directorate_marks", self.auditor, office, query={**purpose, "year": "1446"}, expect=200)
        step("directorate.list_looks", self.auditor, office, query={"limit": 3}, expect=200)
        step("result.evaluation", head, in_year, query={"limit": 3}, expect=200)
        step("result.evaluation", head, in_year, query={"class_id": classes[0]["class_id"]}, expect=200)
        step("result.version_differences", head, {**self.published, "version": "1", "other_version": "2"}, expect=200)
        step("result.version", head, {**self.published, "version": "1"}, expect=200)
        step("result.corrections", self.saudi_registrar, in_year, expect=200)
        step("result.explanation", self.saudi_guardian, self.published, expect=200)
        step("result.years", self.saudi_guardian, {**school, "student_id": self.published["student_id"]}, expect=200)
        step("result.periodic_reports", self.saudi_guardian, self.published, expect=200)
        step("result.acknowledgement", self.saudi_guardian, self.published, expect=200)
        shown = self.ask("result.read", self.saudi_guardian, self.published, expect=200).json
        step("result.acknowledge", self.saudi_guardian, self.published, {"result_version_id": shown["result_version_id"]}, expect=201)
        step("result.withdraw", head, {**school, "publication_id": self.publication_id}, {"reason": "قبل موعدها"}, expect=200)
        step("result.publish_many", head, in_year,
             {"class_ids": [self.to_publish["class_id"]], "visible_from": "2026-11-24T04:00:00.000Z"}, expect=200)
        deputy = self.hired("deputy", head, school)
        for is_accepted in (False, True):
            proposed = step("result.propose", deputy, in_year,
                            {"class_ids": [self.to_publish["class_id"]], "visible_from": "2026-11-24T04:00:00.000Z",
                             "note": "روجعت كشوف الفصل"}, expect=201)
            if proposed:
                step("result.decide_proposal", head, {**school, "proposal_id": proposed["proposal_id"]},
                     {"is_accepted": is_accepted, "note": "اطلعت على الكشوف"}, expect=200)
        step("result.proposals", deputy, in_year, expect=200)

    def documents(self):
        """A signing key of two holders, drafts, documents that are issued, verified, replaced and revoked."""
        step, head, school, registrar = self.step, self.saudi_head, self.saudi_school, self.saudi_registrar
        of_paper = {**self.published, "kind": "certificate"}
        kinds = step("paper.kinds", head, school, expect=200)
        assert "certificate" in [one["kind"] for one in kinds["items"]], kinds
        step("paper.draft_of_student", head, of_paper, query={"language": "en", "digits": "western", "part": "card"}, expect=200)
        in_year = {**school, "school_year_id": self.published["school_year_id"]}
        class_id = self.ask("class.list", head, in_year, expect=200).json["items"][0]["class_id"]
        in_class = {**school, "class_id": class_id}
        step("paper.draft_of_class", head, {**in_class, "kind": "certificate"}, query={"part": "card"}, expect=200)
        table = self.ask("paper.draft_of_class", head, {**in_class, "kind": "success_list"}, query={"part": "successful", "format": "xlsx"}, expect=200)
        assert table.media_type.endswith("spreadsheetml.sheet"), table.media_type
        none = self.ask("paper.draft_of_class", head, {**in_class, "kind": "certificate"}, query={"part": "card", "format": "xlsx"}, expect=422).json
        assert none["code"] == "PAPER_WITHOUT_TABLE", none
        of_subject = {**in_class, "subject": "MTH", "kind": "subject_sheet"}
        step("paper.of_subject", head, of_subject, query={"part": "final"}, expect=200)
        step("paper.of_subject", head, {**of_subject, "subject": "ART"}, query={"part": "final"}, expect=422)
        step("paper.of_subject", head, {**of_subject, "kind": "certificate"}, query={"part": "card"}, expect=422)

        holders = [one.session["grants"][0]["person_id"] for one in (head, registrar)]
        step("document_key.begin", head, school, {"holders": holders, "needed": 2, "decision": "17/2026"}, expect=201)
        words = {one: {"passphrase": f"seven lanterns of {one.session['grants'][0]['role']}"} for one in (head, registrar)}
        for name in ("document_key.join", "document_key.open"):
            for one in (head, registrar):
                step(name, one, school, words[one], expect=200)
        key = step("document_key.list", registrar, school, expect=200)["items"][-1]
        wanted = {"kind": "certificate", "part": "card", "school_year_id": self.published["school_year_id"],
                  "student_ids": [self.published["student_id"]], "language": "ar", "digits": "arabic_indic"}
        issued = self.ask("document.issue", registrar, school, wanted, expect=201).json["documents"][0]
        again = step("document.issue", registrar, school, {**wanted, "replaces": issued["document_id"]}, expect=201)["documents"][0]
        asked = step("document_request.file_replacement", registrar, school, {"serial": again["serial"], "fate": "damaged"}, expect=201)
        assert [one["clause"] for one in asked["unmet"]] == ["PG-24.RC.3"], asked
        of_request = {**school, "document_request_id": asked["document_request_id"]}
        self.ask("document_request.decide", head, of_request, {"outcome": "granted"}, expect=403)
        brought = step("document_request.add_paper", registrar, of_request,
                       {"paper": "remains", "reference": "نصف الورقة", "dated_on": TODAY}, expect=201)
        assert brought["unmet"] == [], brought
        step("document_request.decide", head, of_request, {"outcome": "granted"}, expect=200)
        again = step("document_request.issue", registrar, of_request, expect=201)["documents"][0]
        found = step("document_request.find", head, of_request, expect=200)
        assert found["issued"] == [again["serial"]], found
        step("document_request.list", registrar, school, expect=200)
        self.attested(again["serial"])
        self.honoured()
        self.amended()
        of_document = {**school, "serial": again["serial"]}
        entry = step("document.find", head, of_document, expect=200)
        listed = step("document.of_class", head, in_class, expect=200)["items"]
        assert again["serial"] in [one["serial"] for one in listed], listed
        step("document.file_of_class", head, {**in_class, "serial": again["serial"]}, expect=200)
        student = {**school, "student_id": self.published["student_id"]}
        step("document.of_student", self.saudi_guardian, student, expect=200)
        step("document.file", self.saudi_guardian, {**student, "serial": again["serial"]}, expect=200)
        content = {"content": json.dumps(entry["content"], ensure_ascii=False, separators=(",", ":")),
                   "key_id": entry["key_id"], "signature": entry["signature"]}
        checked = step("document.check", self.nobody, {}, {"content": json.dumps(content, ensure_ascii=False)}, expect=200)
        assert checked["genuineness"] == "genuine" and checked["is_registered"], checked
        step("document.check_serial", self.nobody, of_document, expect=200)
        step("document.revoke", head, of_document, {"reason": "باسم طالب آخر"}, expect=200)
        ended = step("document.public_list", self.nobody, expect=200)["schools"][0]["ended"]
        assert {one["serial"] for one in ended} >= {issued["serial"], again["serial"]}, ended

        printed = step("print_job.begin_drafts", head, school, {"kind": "certificate", "part": "card", "class_ids": [class_id], "form": "zip", "leaves_out_holders": True}, expect=202)
        self.ask("print_job.begin_drafts", head, school, {"kind": "success_list", "part": "successful", "class_ids": [class_id], "form": "tables"}, expect=202)
        step("print_job.begin_issues", head, school, {"kind": "certificate", "part": "card", "class_ids": [class_id]}, expect=202)
        last = step("print_job.begin_issues", head, school, {"kind": "certificate", "part": "card", "class_ids": [class_id]}, expect=202)
        step("print_job.cancel", head, {**school, "print_job_id": last["print_job_id"]}, expect=204)
        of_job = {**school, "print_job_id": printed["print_job_id"]}
        while self.ask("print_job.find", head, of_job, expect=200).json["ended_at"] is None:
            time.sleep(0.1)
        step("print_job.list", head, school, expect=200)
        step("print_job.file", head, of_job, expect=200)
        step("document_key.close", registrar, school, expect=200)
        step("document_key.end", head, {**school, "document_key_id": key["document_key_id"]},
             {"kind": "retired", "reason": "انتهى تكليف حامليه"}, expect=200)

    def director_of(self, directorate):
        """Who signs what the schools of the directorate issued: an account that the sample data lack."""
        name = self.name("director")
        account = {"account_id": self.ask("account.create", self.administrator, body={"name": name, "display_name": "مدير التعليم"},
                                          expect=201).json["account_id"]}
        self.ask("account.appoint_office", self.administrator, account,
                 {"role": "directorate_director", "directorate_id": directorate, "first_day": "2026-09-01", "decision": "9/2026"}, expect=201)
        code = self.ask("account.issue_code", self.administrator, account, expect=201).json["code"]
        director = Person(self.nobody.address)
        director.session = self.ask("session.begin_by_code", director, {}, {"name": name, "code": code, "new_password": PASSWORD}, expect=201).json
        return director

    def amended(self):
        """An amended name on its way through the directorate: both enter, and the directorate decides."""
        step, school, registrar, head = self.step, self.saudi_school, self.saudi_registrar, self.saudi_head
        student = self.ask("student.file", registrar, {**school, "student_id": self.published["student_id"]}, expect=200).json
        wanted = {"student_id": student["student_id"], "name_parts": [*student["name_parts"][:3], "القرني"], "address": "الرياض، حي النخيل",
                  "justification": "تعديل سجل الأسرة", "purpose": "الالتحاق بالمرحلة التالية"}
        first, second = (self.ask("document_request.file_amendment", registrar, school, wanted, expect=201).json for _ in range(2))
        assert first["amendment"] == {"state": "filed", "open": 0}, first
        for each in (first, second):
            for paper in ("documents", "birth_paper", "identity"):
                self.ask("document_request.add_paper", registrar, {**school, "document_request_id": each["document_request_id"]},
                         {"paper": paper, "reference": "سجل 901", "dated_on": TODAY}, expect=201)
        own = {**school, "document_request_id": first["document_request_id"]}
        directorate = self.ask("school.read", head, school, expect=200).json["directorate_id"]
        below = {**school, "directorate_id": directorate, "document_request_id": second["document_request_id"]}
        director = self.director_of(directorate)
        order = {"outcome": "granted", "reference": "1448/412", "dated_on": TODAY}
        self.ask("document_request.decide", head, own, order, expect=409)
        finding = {"finding": "يطابق سجل الأسرة", "reference": "1448/390", "examined_on": TODAY}
        # The second is refused by the director.
        self.ask("amendment.examine_of_directorate", registrar, below, finding, expect=403)
        step("amendment.examine_of_directorate", director, below, {"finding": "لا يطابق السجل"}, expect=201)
        step("amendment.decide_of_directorate", director, below, {**order, "outcome": "refused", "reason": "لا يطابق السجل"}, expect=200)
        step("amendment.examine", registrar, own, finding, expect=201)
        # The first is granted by the directorate's paper, which the head enters.
        self.ask("document_request.decide", head, own, {"outcome": "granted"}, expect=422)
        self.ask("document_request.decide", head, own, order, expect=200)
        below = {**below, **own}
        step("amendment.list_of_directorate", director, {"directorate_id": directorate}, query={"state": "all", "limit": 200}, expect=200)
        step("amendment.find_of_directorate", director, below, expect=200)
        # Nothing of another directorate's schools, under its own id or under theirs.
        other = self.ask("school.read", self.head, self.school, expect=200).json["directorate_id"]
        self.ask("amendment.find_of_directorate", director, {**below, **self.school}, expect=404)
        self.ask("amendment.find_of_directorate", director, {**below, "directorate_id": other}, expect=404)
        self.ask("amendment.find_of_directorate", director, {**below, **self.school, "directorate_id": other}, expect=403)
        found = step("amendment.find", head, own, expect=200)
        assert found["state"] == "decided", found
        self.ask("amendment.finish", registrar, own, expect=409)
        by_hand = step("amendment.add_letter", registrar, own, {"kind": "school", "addressee": "متوسطة الواحة", "years": "1444-1445"}, expect=201)["letters"][-1]
        step("amendment.add_letter_of_directorate", director, below, {"kind": "authority"}, expect=201)
        letters = {**own, "amendment_letter_id": by_hand["amendment_letter_id"]}
        step("amendment.letter_file", registrar, letters, query={"digits": "western"}, expect=200)
        step("amendment.letter_file_of_directorate", director, {**below, "amendment_letter_id": by_hand["amendment_letter_id"]}, expect=200)
        step("amendment.step_letter", registrar, letters, {"step": "sent", "number": "1448/77", "dated_on": TODAY}, expect=201)
        step("amendment.step_letter", registrar, letters, {"step": "confirmed", "who": "مدير المدرسة", "dated_on": TODAY}, expect=201)
        own_letter = None
        for one in self.ask("amendment.find", head, own, expect=200).json["letters"]:
            if one["is_done"]:
                continue
            own_letter = one if one["to_school_id"] == school["school_id"] else own_letter
            step("amendment.step_letter_of_directorate", director, {**below, "amendment_letter_id": one["amendment_letter_id"]},
                 {"step": "sent", "number": "1448/78", "dated_on": TODAY}, expect=201)
        received = step("amendment.received_letters", registrar, school, expect=200)["items"]
        assert [one["amendment_letter_id"] for one in received] == [own_letter["amendment_letter_id"]], received
        step("amendment.confirm_letter", registrar, {**school, "amendment_letter_id": own_letter["amendment_letter_id"]},
             {"who": "مدير المدرسة", "number": "4/88", "dated_on": TODAY}, expect=201)
        old = {"paper": "certificate", "stage": "intermediate", "hijri_year": 1403, "number": "5512"}
        entered = step("amendment.add_original", registrar, own, old, expect=201)["originals"][-1]
        assert (entered["body"], entered["clause"]) == ("authority", "PG-24.P.5"), entered
        new = step("amendment.add_original_of_directorate", director, below, {**old, "paper": "transfer_result"}, expect=201)["originals"][-1]
        assert new["is_copied"], new
        original = {"amendment_original_id": entered["amendment_original_id"]}
        step("amendment.step_original", registrar, {**own, **original}, {"step": "received", "dated_on": TODAY}, expect=201)
        self.ask("amendment.step_original", registrar, {**own, **original}, {"step": "handed_over", "who": "والده"}, expect=422)
        step("amendment.step_original_of_directorate", director, {**below, **original},
             {"step": "sent", "number": "1448/80", "who": "الإدارة العامة للاختبارات", "dated_on": TODAY}, expect=201)
        for last in ({"step": "returned"}, {"step": "handed_over", "who": "والده"}):
            step("amendment.step_original", registrar, {**own, **original}, last, expect=201)
        self.ask("amendment.step_original", registrar, {**own, "amendment_original_id": new["amendment_original_id"]},
                 {"step": "withdrawn", "note": "قُيد مرتين"}, expect=201)
        done = step("amendment.finish", registrar, own, expect=201)
        assert (done["state"], done["open"]) == ("applied", 0), done
        self.ask("amendment.finish_of_directorate", director, below, expect=409)
        self.finished_by_directorate(director, below, wanted)
        self.named_otherwise(student)

    def finished_by_directorate(self, director, below, wanted):
        """Another amendment, whose letters the directorate withdraws but for one to a school: it finishes it."""
        step, school, registrar = self.step, self.saudi_school, self.saudi_registrar
        filed = self.ask("document_request.file_amendment", registrar, school, {**wanted, "name_parts": [*wanted["name_parts"][:3], "القحطاني"]},
                         expect=201).json
        own = {**school, "document_request_id": filed["document_request_id"]}
        for paper in ("documents", "birth_paper", "identity"):
            self.ask("document_request.add_paper", registrar, own, {"paper": paper, "reference": "سجل 902", "dated_on": TODAY}, expect=201)
        below = {**below, **own}
        self.ask("amendment.examine_of_directorate", director, below, {"finding": "يطابق السجل"}, expect=201)
        self.ask("amendment.decide_of_directorate", director, below, {"outcome": "granted", "reference": "1448/413", "dated_on": TODAY}, expect=200)
        for one in self.ask("amendment.find_of_directorate", director, below, expect=200).json["letters"]:
            letter = {**below, "amendment_letter_id": one["amendment_letter_id"]}
            self.ask("amendment.step_letter_of_directorate", director, letter, {"step": "sent", "number": "1448/79"}, expect=201)
            if one["kind"] == "school":
                self.ask("amendment.step_letter_of_directorate", director, letter, {"step": "confirmed", "who": "مدير المدرسة"}, expect=201)
        step("amendment.finish_of_directorate", director, below, expect=201)

    def named_otherwise(self, student):
        """Who was admitted under another form of his name."""
        step, school, registrar = self.step, self.saudi_school, self.saudi_registrar
        entry = {"student_id": student["student_id"], "name_parts": [*student["name_parts"][:3], "الغامدي"], "admitted_on": TODAY}
        entered = step("name_admission.enter", registrar, school, entry, expect=201)
        assert entered["state"] in ("open", "amended"), entered
        self.ask("name_admission.enter", registrar, school, {**entry, "name_parts": ["فهد", "خالد", "سعد", "الغامدي"]}, expect=403)
        step("name_admission.list", registrar, school, query={"limit": 3}, expect=200)
        step("name_admission.of_student", registrar, {**school, "student_id": student["student_id"]}, expect=200)
        step("name_admission.withdraw", registrar, {**school, "name_admission_id": entered["name_admission_id"]}, {"reason": "قُيد لطالب آخر"}, expect=201)

    def attested(self, serial):
        """The register of attestation and translation: what the school enters, and what its directorate's director signs."""
        step, school, registrar = self.step, self.saudi_school, self.saudi_registrar
        wanted = {"kind": "attestation", "source": "school", "serial": serial, "purpose": "study_abroad"}
        said = step("attestation.check", registrar, school, wanted, expect=200)
        assert (said["signer"], said["clause"]) == ("education_director", "PG-24.T.3"), said
        # A copy is entered as refused, with its clause.
        copy = step("attestation.enter", registrar, school, {**wanted, "asked_by": "والده", "is_copy": True}, expect=201)
        assert (copy["state"], copy["clause"]) == ("refused", "PG-24.T.1"), copy
        entered = [step("attestation.enter", registrar, school, {**wanted, "asked_by": "والده"}, expect=201) for _ in range(2)]
        first, second = ({**school, "attestation_id": each["attestation_id"]} for each in entered)
        answer = {"outcome": "signed", "reference": "1448/412", "dated_on": TODAY}
        signed = step("attestation.answer", registrar, first, answer, expect=201)
        assert signed["state"] == "signed", signed
        self.ask("attestation.answer", registrar, first, answer, expect=409)
        step("attestation.withdraw", registrar, first, {"reason": "قُيد لطالب آخر"}, expect=201)
        directorate = self.ask("school.read", self.saudi_head, school, expect=200).json["directorate_id"]
        below = {**second, "directorate_id": directorate}
        director = self.director_of(directorate)
        listed = step("attestation.list_of_director", director, below, query={"state": "waiting"}, expect=200)
        assert [each["attestation_id"] for each in listed["items"]] == [second["attestation_id"]], listed
        self.ask("attestation.answer_of_director", registrar, below, answer, expect=403)
        step("attestation.answer_of_director", director, below, answer, expect=201)
        self.translated(director, directorate)
        student = {**school, "student_id": copy["student_id"]}
        of_student = step("attestation.of_student", self.saudi_guardian, student, query={"limit": 2}, expect=200)
        assert of_student["next"], of_student
        found = step("attestation.list", registrar, school, query={"kind": "attestation", "state": "refused"}, expect=200)
        assert [each["attestation_id"] for each in found["items"]] == [copy["attestation_id"]], found
        self.ask("attestation.list", registrar, school, query={"state": "lost"}, expect=422)
        year = {**school, "school_year_id": self.published["school_year_id"]}
        step("attestation.register", registrar, year, query={"language": "en", "digits": "western"}, expect=200)

    def translated(self, director, directorate):
        """PG-24.TR.1: a translation of a governorate's school goes to the director of its region."""
        step, school = self.step, self.saudi_school
        region = self.ask("directorate.add", self.administrator,
                          body={"country": "SA", "name_ar": self.name("منطقة"), "name_en": "Region"}, expect=201).json["directorate_id"]
        own = next(one for one in self.ask("directorate.list", self.administrator, query={"limit": 200}, expect=200).json["items"]
                   if one["directorate_id"] == directorate)
        change = {"name_ar": own["name_ar"], "name_en": own["name_en"]}
        own = self.ask("directorate.change", self.administrator, {"directorate_id": directorate},
                       {**change, "region_id": region, "version": own["version"]}, expect=200).json
        entered = self.ask("attestation.enter", self.saudi_registrar, school,
                           {"kind": "translation", "source": "ministry", "student_id": self.published["student_id"],
                            "title": "شهادة الثانوية", "purpose": "study_abroad", "asked_by": "والده"}, expect=201).json
        of_region = self.director_of(region)
        over = {**school, "directorate_id": region, "attestation_id": entered["attestation_id"]}
        listed = step("attestation.schools_of_region", of_region, {"directorate_id": region}, query={"limit": 200}, expect=200)["items"]
        assert (school["school_id"], 1) in [(one["school_id"], one["waiting"]) for one in listed], listed
        self.ask("attestation.schools_of_region", director, {"directorate_id": region}, expect=403)
        answer = {"outcome": "signed", "reference": "1448/9", "dated_on": TODAY}
        self.ask("attestation.answer_of_director", director, {**over, "directorate_id": directorate}, answer, expect=404)
        step("attestation.answer_of_director", of_region, over, answer, expect=201)
        # The region reads no more of the governorate's school.
        self.ask("school.list", of_region, {"directorate_id": directorate}, expect=403)
        self.ask("directorate.change", self.administrator, {"directorate_id": directorate},
                 {**change, "region_id": None, "version": own["version"]}, expect=200)

    def honoured(self):
        """SR-3.7: a decision that honours a student, what his guardian says to it, and the certificate."""
        step, head, guardian, school = self.step, self.saudi_head, self.saudi_guardian, self.saudi_school
        year = {**school, "school_year_id": self.published["school_year_id"]}
        child = {**school, "student_id": self.published["student_id"]}
        wanted = {"student_id": self.published["student_id"], "for_what_ar": "تفوقه في العلوم", "decision": self.name("47"),
                  "decided_on": TODAY, "authority": "ministry"}
        self.ask("honour.enter", head, year, {**wanted, "for_what_ar": "المركز الأول"}, expect=403)
        self.ask("honour.enter", guardian, year, wanted, expect=403)
        entry = step("honour.enter", head, year, wanted, expect=201)
        assert entry["state"] == "waiting", entry
        of_child = {**child, "honour_id": entry["honour_id"]}
        shown = step("honour.of_child", guardian, child, expect=200)["items"]
        assert entry["honour_id"] in [one["honour_id"] for one in shown], shown
        self.ask("honour.answer", head, of_child, {"outcome": "consented"}, expect=403)
        paper = {"kind": "honours", "school_year_id": year["school_year_id"], "student_ids": [child["student_id"]], "entry": entry["honour_id"]}
        self.ask("document.issue", head, school, paper, expect=403)
        answered = step("honour.answer", guardian, of_child, {"outcome": "consented"}, expect=201)
        assert (answered["state"], answered["own_word"]) == ("consented", "consented"), answered
        self.ask("document.issue", head, school, {**paper, "entry": None}, expect=422)
        step("paper.draft_of_student", head, {**child, "school_year_id": year["school_year_id"], "kind": "honours"},
             query={"entry": entry["honour_id"]}, expect=200)
        serial = step("document.issue", head, school, paper, expect=201)["documents"][0]["serial"]
        self.ask("honour.answer", guardian, of_child, {"outcome": "taken_back"}, expect=409)
        listed = step("honour.list", head, year, expect=200)["items"]
        assert [one["serial"] for one in listed[0]["documents"]] == [serial], listed
        other = step("honour.enter", head, year, {**wanted, "decision": self.name("48")}, expect=201)
        of_other = {**school, "honour_id": other["honour_id"]}
        said = {"outcome": "declined", "guardian_id": guardian.session["grants"][0]["person_id"], "reference": "وارد 12", "dated_on": TODAY}
        declined = step("honour.answer_on_paper", head, of_other, said, expect=201)
        assert declined["state"] == "declined", declined
        step("honour.withdraw", head, of_other, {"reason": "أُدخل لطالب آخر"}, expect=201)

    def files(self):
        """Imports: a trial run, its problems and rows, then applied and undone, or discarded."""
        step, school = self.step, self.school
        sheet = self.sheet_of("maths", part="formative", term=1)
        number = self.ask("student.read", self.head, self.of_student, expect=200).json["student_number"]
        forms = {"mark_import": (self.teacher, {**school, "sheet_id": sheet}), "roster_import": (self.registrar, school),
                 "attendance_import": (self.teacher, self.in_class)}
        contents = {"mark_import": f"student_number,1.1\n{number},3\n",
                    "roster_import": "student_number,name_1,name_2,name_3,name_4,sex,nationality\n9301,سالم,حمد,عيسى,المطر,male,KW\n",
                    "attendance_import": f"student_number,2026-11-11\n{number},absent\n"}
        # Of the whole school the deputy brings marks in, and the office attendance and rosters.
        whole = {"mark_import": self.hired("deputy"), "roster_import": self.registrar, "attendance_import": self.registrar}
        for kind, (person, ids) in forms.items():
            of_all = whole[kind]
            tries = ((f"{kind}.try_sheet", person, ids), (f"{kind}.try_class", person, ids), (f"{kind}.try", of_all, school),
                     (f"{kind}.try", of_all, school))
            tried = [step(name, who, place, file=("rows.csv", contents[kind].encode()), expect=201) for name, who, place in tries]
            for index, one in enumerate(each["import"] for each in tried if each):
                place = {**school, "import_id": one["import_id"]}
                for name in ("read", "problems", "rows"):
                    step(f"{kind}.{name}", of_all, place, expect=200)
                if index == 0:
                    step(f"{kind}.apply", of_all, place, {"file_digest": one["file_digest"], "plan_digest": one["plan_digest"],
                                                          "takes_good_rows": True, "accepts_overwrites": True}, expect=200)
                    step(f"{kind}.undo", of_all, place, expect=200)
                else:
                    step(f"{kind}.discard", of_all, place, expect=204)
        step("import.list", self.registrar, school, expect=200)
        for kind, (person, ids) in forms.items():
            step(f"{kind}.template", person, ids, expect=200)
            self.ask(f"{kind}.template", person, ids, query={"day": "2026-11-11"}, expect=200)

    def regulations(self):
        """The regulations as a guardian reads them; a value that one of the ministry proposes and another approves."""
        ask, guardian = self.ask, self.guardian
        edition = first(ask("regulation.list", guardian, expect=200).json["items"], regulation="sa_1426")
        of_edition = {"regulation": edition["regulation"]}
        ask("regulation.read", guardian, of_edition, expect=200)
        ask("regulation.parameters", guardian, of_edition, expect=200)
        ask("regulation.coverage", guardian, of_edition, expect=200)
        clause = ask("regulation.clause", guardian, {**of_edition, "clause": "SR-7.2b"}, expect=200).json
        ask("regulation.evaluate", guardian, of_edition, {"document": clause["worked_cases"][0]["document"]}, expect=200)
        author, other = self.api.person("policy-author"), self.api.person("ministry")
        wanted = {"regulation": "sa_1426", "parameter": "minimum.intermediate_other", "value": "55", "first_day": "2024-09-01",
                  "source": "قرار 118 في 1446-01-10"}
        proposal = {"proposal_id": ask("parameter_proposal.propose", author, body=wanted, expect=201).json["proposal_id"]}
        ask("parameter_proposal.list", other, expect=200)
        ask("parameter_proposal.read", other, proposal, expect=200)
        ask("parameter_proposal.effect", other, proposal, expect=200)
        ask("parameter_proposal.decide", other, proposal, {"outcome": "approved", "note": "مطابق للقرار"}, expect=201)

    def templates(self):
        """How a ministry's papers look: one writes, another approves; a sample with a template that is not saved."""
        ask = self.ask
        author, other = self.api.person("policy-author"), self.api.person("ministry")
        ask("document_template.parts", author, query={"country": "SA"}, expect=200)
        places = ask("document_template.places", author, expect=200).json["items"]
        oman = first(places, country="OM")["place_id"]
        ask("document_template.schools", author, {"directorate_id": oman}, expect=200)
        content = {"phrases": [{"key": "department", "ar": "قسم الامتحانات", "en": "Examinations"}], "accent": "#0B5F5C",
                   "signatures": [{"place": "head", "title_ar": "مديرة المدرسة", "title_en": "Principal"}]}
        made = ask("document_template.make", author,
                   body={"name": "أوراق السلطنة", "country": "OM", "directorate_id": oman, "kinds": ["delivery_sheet"], **content},
                   expect=201).json
        template = {"template_id": made["template_id"]}
        ask("document_template.write", author, template, {**content, "accent": "#7A1F3D"}, expect=201)
        newest = ask("document_template.read", other, template, expect=200).json["versions"][0]
        version = {**template, "version_id": newest["version_id"]}
        ask("document_template.version", other, version, expect=200)
        ask("document_template.step", author, version, {"step": "proof"}, expect=201)
        ask("document_template.step", other, version, {"step": "approved", "note": "مطابق"}, expect=201)
        ask("document_template.list", other, expect=200)
        for form in ("pdf", "png"):
            ask("document_template.preview", author, body={"country": "SA", "kind": "certificate", "format": form, **content},
                expect=200)

    def elsewhere(self):
        """People of both schools by what they do, and one record of each kind: for questions about what is another's."""
        head, school = self.saudi_head, self.saudi_school
        others = {role: self.hired(role, head, school) for role in ("counsellor", "committee_chair")}
        committee = self.ask("committee.add", head, school,
                             {"kind": "guidance", "name_ar": "لجنة التوجيه", "decision": "5/1448"}, expect=201).json
        self.people = [
            {"head": self.head, "registrar": self.registrar, "teacher": self.teacher, "guardian": self.guardian,
             "counsellor": self.counsellor, "chair": self.chair},
            {"head": head, "registrar": self.saudi_registrar, "teacher": self.saudi_teacher, "guardian": self.saudi_guardian,
             "counsellor": others["counsellor"], "chair": others["committee_chair"]}]
        students = self.ask("student.list", head, school, expect=200).json["items"]
        classes = self.ask("class.list", head, {**school, "school_year_id": self.published["school_year_id"]},
                           expect=200).json["items"]
        guardians = self.ask("guardian.list", self.saudi_registrar, school, expect=200).json["items"]
        self.records = [
            {**self.school, "school_year_id": self.year, "class_id": self.class_id, "student_id": self.student,
             "study_plan_id": self.plan, "sheet_id": self.sheet, "staff_member_id": self.staff_of_teacher,
             "account_id": self.teacher.session["account_id"], "guardian_id": self.new_guardian,
             "committee_id": self.committee, "person_id": self.staff_of_teacher},
            {**school, "school_year_id": self.published["school_year_id"], "class_id": classes[0]["class_id"],
             "student_id": students[0]["student_id"], "study_plan_id": classes[0]["study_plan_id"],
             "sheet_id": self.saudi_sheet, "staff_member_id": self.staff_of_saudi_teacher,
             "account_id": self.saudi_teacher.session["account_id"], "guardian_id": guardians[0]["guardian_id"],
             "committee_id": committee["committee_id"], "person_id": self.staff_of_saudi_teacher}]
        self.teacher_of_other_class = self.hired("teacher", class_id=self.other_class, subject="maths")
