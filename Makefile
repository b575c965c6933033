# Các lệnh của dự án; `make` hoặc `make help` in danh sách.
#
# Parameters are judged by where they come from (`origin`) and are never expanded here: Python reads them from the
# environment and checks them. `override` keeps the command line from replacing the guard itself, and the names typed are
# listed before any other variable is set, which would hide its origin. Paths are relative, so that the folder may have any
# name and be moved.

override _typed  := $(foreach v,$(.VARIABLES),$(if $(findstring command,$(origin $(v))),$(v)))
override PARAMS  := PLACE YEAR FROM TO REPORT_DATE RENDERER QUARTO DRAFT
override _pair   := A B
override _bad    := $(filter-out $(PARAMS) $(_pair) MAKEFLAGS,$(_typed))
override _near   := $(sort $(foreach b,$(_bad),$(foreach p,$(PARAMS),$(if $(findstring $(p),$(b))$(findstring $(b),$(p)),$(p)))))
ifneq ($(strip $(_bad)),)
$(error Tham số không có: $(strip $(_bad)). Các tham số: $(PARAMS); của compare: $(_pair) [parameter-unknown]. Cách khắc phục: $(if $(_near),có phải $(_near)?,sửa tên hoặc bỏ tham số đó))
endif
override _given  := $(strip $(foreach v,$(PARAMS),$(if $(findstring command,$(origin $(v)))$(findstring environment,$(origin $(v))),$(v))))
# A and B are names that an environment may hold for another purpose: there they count for compare alone.
override _given  += $(foreach v,$(_pair),$(if $(findstring command,$(origin $(v)))$(and $(filter compare,$(MAKECMDGOALS)),$(findstring environment,$(origin $(v)))),$(v)))
override _given  := $(strip $(_given))
$(foreach v,$(_given),$(eval override $(v) := $$(value $(v))))
export $(_given)

override _verbs  := report ready template freeze compare verify test lint bench lab lock clean help
override _lost   := $(filter-out $(_verbs),$(MAKECMDGOALS))
ifneq ($(strip $(_lost)),)
$(error Lệnh không có: $(strip $(_lost)). Các lệnh: $(_verbs) [command-unknown]. Cách khắc phục: sửa tên lệnh; tham số viết có tên, ví dụ YEAR=2024)
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
	$(_parameters) "$$p" -B tools/setup_env.py $(1); }
endif
override _run     = PYTHONPATH="$$PWD/src$${PYTHONPATH:+$(_sep)$$PYTHONPATH}" $(_python)

export PYTHONUTF8 := 1

.DEFAULT_GOAL := help
.PHONY: $(_verbs)

# Only these verbs have parameters; the list holds known names alone, so it is safe between quotes.
override _parameters :=
report ready template freeze compare verify: override _parameters = ANALYSIS_GIVEN='$(_given)'

report: ## Lập báo cáo (HTML, PDF, DOCX) của một kỳ: make report YEAR=2023 hoặc FROM=2012 TO=2022
	@$(call set_up)
	@$(_parameters) $(_run) -B -m analysis report

ready: ## Kiểm tra trước: còn thiếu gì, tệp nào sẽ bị từ chối: make ready YEAR=2024
	@$(call set_up)
	@$(_parameters) $(_run) -B -m analysis ready

template: ## Lập mẫu danh mục đề án (XLSX) của một năm để điền: make template YEAR=2024
	@$(call set_up)
	@$(_parameters) $(_run) -B -m analysis template

freeze: ## Phát hành báo cáo đã lập, ghi một bản vào data/issued: make freeze YEAR=2023
	@$(call set_up)
	@$(_parameters) $(_run) -B -m analysis freeze

compare: ## So sánh hai kỳ, chênh lệch theo nguyên nhân: make compare A=tinh-2022 B=tinh-2023
	@$(call set_up)
	@$(_parameters) $(_run) -B -m analysis compare

verify: ## Dựng lại báo cáo đã lập và so từng byte: make verify YEAR=2023
	@$(call set_up)
	@$(_parameters) $(_run) -B -m analysis verify

test: ## Chạy các phép kiểm thử
	@$(call set_up)
	@$(_run) -m pytest

lint: ## Kiểm tra lời văn và cách viết mã nguồn
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
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1|\2/p' Makefile | while IFS='|' read -r verb words; do \
	printf '  %-8s %s\n' "$$verb" "$$words"; done
	@echo
	@echo 'Tham số của report và ready: $(PARAMS); của template: YEAR'
	@echo 'Tham số của freeze và verify: PLACE YEAR FROM TO; của compare: $(_pair)'
	@echo 'Chưa có tham số nào: kỳ 2012-2022 của địa bàn mình.'
