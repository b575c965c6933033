# Các lệnh của dự án; `make` hoặc `make help` in danh sách.
#
# Parameters are data. Their values are read by $(value …) alone, checked here while this file is parsed, and unexported:
# make would expand a `YEAR='$(shell …)'` of the command line as soon as a recipe runs. A verb gets them as quoted words of
# its own line, and Python checks them once more. `override` keeps the command line from replacing the guard itself; the
# names typed are listed before any other variable is set, which would hide its origin. What make runs before it reads this
# file (`YEAR:=…`, `--eval`) no Makefile can stop: see SECURITY.md. Paths are relative, so that the folder may have any name
# and be moved.

override _typed  := $(foreach v,$(.VARIABLES),$(if $(findstring command,$(origin $(v))),$(v)))

# The one list of parameters, NAME:kind; what a kind takes is its _wrong_<kind>. A new one is NAME:kind:verb (or verb+verb):
# it counts from the environment for these verbs alone, since environments have such names for reasons of their own (FILE,
# UNIT …); `typed`, which is no verb, is for none. `path` is a path or an address: any one line, which Python checks.
# _users are the verbs that have parameters.
override _kinds  := PLACE:plain YEAR:year FROM:year TO:year REPORT_DATE:date RENDERER:plain QUARTO:path DRAFT:flag \
  PERIOD:plain:typed TO_DATE:date:typed UNIT:plain:typed ENGINE:plain:typed A:plain:compare B:plain:compare FILE:path:adopt+layout \
  TEXT:path:extract SOURCE:plain:extract ACCEPT:plain:extract \
  EDITIONS:path:batch PLACES:plain:batch YEARS:plain:batch JOBS:plain:batch LIMIT:plain:batch SCHEDULER:path:batch
override _verbs  := report batch ready adopt extract forms template freeze compare verify layout sums test test-faults fuzz lint bench lab lock clean help
override _users  := report batch ready adopt extract forms template freeze compare verify layout sums

override _part    = $(word $(1),$(subst :, ,$(filter $(2):%,$(_kinds))))
override PARAMS  := $(foreach k,$(_kinds),$(firstword $(subst :, ,$(k))))
override _bad    := $(filter-out $(PARAMS) MAKEFLAGS,$(_typed))
override _near   := $(sort $(foreach b,$(_bad),$(foreach p,$(filter-out A B,$(PARAMS)),$(if $(findstring $(p),$(b))$(findstring $(b),$(p)),$(p)))))
ifneq ($(strip $(_bad)),)
$(error Tham số không có: $(strip $(_bad)). Các tham số: $(PARAMS) [parameter-unknown]. Cách khắc phục: $(if $(_near),có phải $(_near)?,sửa tên hoặc bỏ tham số đó))
endif

override _lost   := $(filter-out $(_verbs),$(MAKECMDGOALS))
ifneq ($(strip $(_lost)),)
$(error Lệnh không có: $(strip $(_lost)). Các lệnh: $(_verbs) [command-unknown]. Cách khắc phục: sửa tên lệnh; tham số viết có tên, ví dụ YEAR=2024)
endif

# Given is what was typed and, where a verb has parameters, what the environment holds.
override _takers   = $(or $(subst +, ,$(call _part,3,$(1))),$(_users))
override _outside  = $(if $(filter $(call _takers,$(1)),$(MAKECMDGOALS)),$(findstring environment,$(origin $(1))))
override _given  := $(strip $(foreach v,$(PARAMS),$(if $(findstring command,$(origin $(v)))$(call _outside,$(v)),$(v))))
$(foreach v,$(_given),$(eval override $(v) := $$(value $(v))))
unexport $(PARAMS)

override _digits := 0 1 2 3 4 5 6 7 8 9
override _words  := $(_digits) a b c d e f g h i j k l m n o p q r s t u v w x y z A B C D E F G H I J K L M N O P Q R S T U V W X Y Z
override _signs  := ! " & ' ( ) * / ; < > ? [ \ ] ^ ` { | } ~ = : @ % + $$ \#
override define _newline


endef
# A text without these characters; a text with 9 for each of them; whether two texts are the same.
override _without = $(if $(2),$(call _without,$(subst $(firstword $(2)),,$(1)),$(wordlist 2,99,$(2))),$(1))
override _nines   = $(if $(2),$(call _nines,$(subst $(firstword $(2)),9,$(1)),$(wordlist 2,99,$(2))),$(1))
override _same    = $(and $(findstring <$(1)>,<$(2)>),$(findstring <$(2)>,<$(1)>))
override _has     = $(strip $(foreach c,$(2),$(if $(findstring $(c),$(1)),x)))

override _wrong_year  = $(if $(call _same,$(call _nines,$(1),$(_digits)),9999),,năm gồm đúng 4 chữ số 0-9)
override _wrong_date  = $(if $(call _same,$(call _nines,$(1),$(_digits)),9999-99-99),,một ngày có thật dạng YYYY-MM-DD)
override _wrong_flag  = $(if $(or $(call _same,$(1),0),$(call _same,$(1),1)),,1 (có) hoặc 0 (không))
override _wrong_plain = $(if $(call _has,$(1),$(_signs))$(_wrong_path),chữ và số; không có dấu ngoặc và ký hiệu)
override _wrong_path  = $(if $(findstring $(_newline),$(1)),một dòng chữ)

override _remedy_FILE        := FILE=so-cua-phong.xlsx
override _remedy_TEXT        := TEXT=bai-bao.docx
override _remedy_SOURCE      := SOURCE=bao-tinh-2023
override _remedy_ACCEPT      := ACCEPT=bao-tinh-2023
override _remedy_PLACE       := PLACE=binh-dinh
override _remedy_REPORT_DATE := REPORT_DATE=2024-01-15
override _remedy_RENDERER    := RENDERER=embedded
override _remedy_QUARTO      := QUARTO=/usr/local/bin/quarto
override _remedy_DRAFT       := DRAFT=1
override _remedy_UNIT        := UNIT=ty
override _remedy_EDITIONS    := EDITIONS=editions.csv
override _remedy_PLACES      := PLACES=binh-dinh,dak-nong
override _remedy_YEARS       := YEARS=2020-2024
override _remedy_JOBS        := JOBS=2
override _remedy_LIMIT       := LIMIT=300
override _remedy_SCHEDULER   := SCHEDULER=tcp://10.0.0.5:8786
override _remedy_ENGINE      := ENGINE=papermill
override _remedy_PERIOD      := PERIOD=2025-6T
override _remedy_TO_DATE     := TO_DATE=2025-09-14
override _remedy   = viết theo mẫu $(or $(_remedy_$(1)),$(1)=2023), hoặc bỏ hẳn $(1)
# A value is shown only when it is plain letters and digits: it may go to a log or a terminal.
override _shown    = $(1)$(if $(call _without,$(value $(1)),$(_words) - _ . $(if ,, )),,="$(value $(1))")
override _malformed = $(if $(2),- $(call _shown,$(1)): cần $(2) [parameter-malformed]. Cách khắc phục: $(call _remedy,$(1))$(_newline))
override _empty    = - $(1)="": cần giá trị khác rỗng [parameter-empty]. Cách khắc phục: $(call _remedy,$(1))$(_newline)
override _fault    = $(if $(value $(1)),$(call _malformed,$(1),$(call _wrong_$(call _part,2,$(1)),$(value $(1)))),$(_empty))
override _faulty  := $(strip $(foreach v,$(_given),$(if $(call _fault,$(v)),$(v))))
override _conflict = - YEAR: cần chỉ YEAR (một năm), hoặc cả FROM và TO [parameter-conflict]. Cách khắc phục: bỏ một bên
ifneq ($(_faulty),)
$(error Tham số có $(words $(_faulty)) lỗi; chưa có tệp nào được ghi:$(_newline)$(subst $(_newline) ,$(_newline),$(foreach v,$(_faulty),$(call _fault,$(v))))$(if $(and $(filter YEAR,$(_given)),$(filter FROM TO,$(_given))),$(_conflict)$(_newline)))
endif

ifeq ($(filter Makefile ./Makefile,$(lastword $(MAKEFILE_LIST))),)
$(error Hãy chạy trong thư mục của dự án, hoặc dùng: make -C <thư mục dự án> … [project-not-found])
endif

ifeq ($(value OS),Windows_NT)
override _venv   := .venv/Scripts/python.exe
override _sep    := ;
else
override _venv   := .venv/bin/python
override _sep    := :
endif

# The environment khuyen-cong of conda is complete by itself; a bare base is not. Otherwise the stamp in .venv tells, without
# starting Python, whether the lock is installed (tools/setup_env.py writes it).
ifeq ($(value CONDA_DEFAULT_ENV),khuyen-cong)
override _python := python
override set_up   = :
else
override _python := $(_venv)
override _ready   = { basename "$$(readlink -f $(_venv))" && cat $(1); } 2>/dev/null | cmp -s - $(2)
override _find    = for p in python3 python python3.14 python3.13 python3.12 python3.11 py none; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && break; done; \
	if [ "$$p" = none ]; then \
	echo 'Cần Python 3.11 trở lên; máy này chưa có [python-missing]. Cách khắc phục: cài Python 3.11 trở lên rồi chạy lại.' >&2; exit 3; fi
override set_up   = $(call _ready,requirements$(if $(1),-$(1)).lock,.venv/khuyen-cong.$(or $(1),report)) || { $(_find); \
	$(_parameters) exec "$$p" -B tools/setup_env.py $(1); }
endif
# The program takes the place of the shell, so that what make tells its child to do (to end) reaches the program.
override _run     = PYTHONPATH="$$PWD/src$${PYTHONPATH:+$(_sep)$$PYTHONPATH}" exec $(_python)

export PYTHONUTF8 := 1

.DEFAULT_GOAL := help
.PHONY: $(_verbs)

# The parameters as words of the shell, and the list of those given: an empty value and none look alike there.
override _quoted   = '$(subst ','\'',$(value $(1)))'
override _parameters :=
$(_users): override _parameters = ANALYSIS_GIVEN='$(_given)' $(foreach v,$(_given),$(v)=$(call _quoted,$(v)))

report: ## Lập báo cáo (HTML, PDF, DOCX) của một kỳ: make report YEAR=2023, FROM=2012 TO=2022 hoặc PERIOD=2025-6T
	@$(call set_up)
	@$(_parameters) $(_run) -B -m analysis report

batch: ## Lập nhiều báo cáo trong một lần chạy: make batch EDITIONS=editions.csv JOBS=2, hoặc PLACES=… YEARS=2020-2024
	@$(call set_up)
	@$(_parameters) $(_run) -B -m analysis batch

ready: ## Kiểm tra trước: còn thiếu gì, tệp nào sẽ bị từ chối: make ready YEAR=2024
	@$(call set_up)
	@$(_parameters) $(_run) -B -m analysis ready

adopt: ## Xem một sổ có sẵn trong data/raw, ghi đề xuất cách đọc: make adopt FILE=so-cua-phong.xlsx
	@$(call set_up)
	@$(_parameters) $(_run) -B -m analysis adopt

extract: ## Trích số liệu từ một bài viết: make extract TEXT=bai-bao.docx SOURCE=bao-tinh-2023; nhận: ACCEPT=bao-tinh-2023
	@$(call set_up)
	@$(_parameters) $(_run) -B -m analysis extract

forms: ## Lập riêng các biểu mẫu báo cáo (XLSX) của một kỳ: make forms YEAR=2024
	@$(call set_up)
	@$(_parameters) $(_run) -B -m analysis forms

template: ## Lập mẫu danh mục đề án (XLSX) của một năm để điền: make template YEAR=2024
	@$(call set_up)
	@$(_parameters) $(_run) -B -m analysis template

freeze: ## Phát hành báo cáo đã lập, ghi một bản vào data/issued: make freeze YEAR=2023
	@$(call set_up)
	@$(_parameters) $(_run) -B -m analysis freeze

compare: ## So sánh hai kỳ, chênh lệch theo nguyên nhân: make compare A=binh-dinh-2016 B=binh-dinh-2022
	@$(call set_up)
	@$(_parameters) $(_run) -B -m analysis compare

verify: ## Dựng lại báo cáo đã lập và so từng byte: make verify YEAR=2023
	@$(call set_up)
	@$(_parameters) $(_run) -B -m analysis verify

layout: ## Kiểm tra thể thức của một tệp DOCX, PDF theo Nghị định 30: make layout FILE=van-ban.docx
	@$(call set_up)
	@$(_parameters) $(_run) -B -m analysis layout

sums: ## In tổng các cột tiền của danh mục đề án đã xử lý (JSON, đồng): make sums YEAR=2023
	@$(call set_up)
	@$(_parameters) $(_run) -B -m analysis sums

test: ## Chạy các phép kiểm thử
	@$(call set_up)
	@$(_run) -m pytest -n 2 --dist loadfile --no-loadscope-reorder

test-faults: ## Chạy cả các phép thử kéo dài (sự cố, kỳ nhiều năm …)
	@$(call set_up)
	@$(_run) -m pytest tests/whole/faults -m 'slow or not slow'
	@$(_run) -m pytest tests --ignore=tests/whole/faults -m slow

fuzz: ## Thử các bộ đọc bằng đầu vào lạ, mỗi bộ một phút
	@$(call set_up)
	@$(_run) tests/fuzz/fuzz.py

lint: ## Kiểm tra lời văn, cách viết mã nguồn và kiểu dữ liệu
	@$(call set_up)
	@$(_run) -m analysis lint

bench: ## Đo thời gian các bước
	@$(call set_up)
	@$(_run) -m analysis bench

lab: ## Mở các sổ tay trong JupyterLab (giao diện tiếng Việt)
	@$(call set_up)
	@$(call set_up,lab)
	@$(_run) -m analysis lab

lock: ## Lập lại các tệp khóa phiên bản từ pyproject.toml
	@$(call set_up)
	@$(_run) -B tools/renew_locks.py

clean: ## Xóa tệp trung gian (.build); không đụng đến số liệu và báo cáo
	@rm -rf .build
	@echo 'Đã xóa .build.'

help: ## In danh sách các lệnh
	@echo 'Cách dùng: make <lệnh> [THAM_SỐ=giá trị …]'
	@echo
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' Makefile | while IFS='|' read -r verb words; do \
	printf '  %-11s %s\n' "$$verb" "$$words"; done
	@echo
	@echo 'Tham số của report và ready: $(filter-out A B FILE TEXT SOURCE ACCEPT EDITIONS PLACES YEARS JOBS LIMIT SCHEDULER,$(PARAMS)); của template: YEAR; của adopt và layout: FILE; của extract: TEXT SOURCE PLACE YEAR, ACCEPT FILE; của batch: EDITIONS PLACES YEARS JOBS LIMIT SCHEDULER'
	@echo 'Tham số của forms, freeze, verify và sums: PLACE YEAR FROM TO PERIOD TO_DATE; của compare: A B'
	@echo 'Chưa có tham số nào: kỳ 2012-2022 của địa bàn mình.'
