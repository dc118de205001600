// The trace: how a result came about, as data.
//
//   Trace trace(recording);                                    // or Trace::off(): same calls, nothing kept
//   auto step = trace.enter("KW-10.3", "formative_mark");      // one node for one rule of one clause
//   const Exact weight = step.read(rules.formative_weight);    // a parameter, with its date and status
//   step.value("points", points);                              // a fact or an intermediate result
//   return step.result("formative", ...);                      // the rule's result
//
// Steps nest: a rule that asks another rule while its own step is open has that rule's node as a part of its own.
// Nodes stand in the recording in the order of work; each knows how many nodes its subtree takes, so the tree is
// walked without pointers. Names are string literals or strings that outlive the recording.
// A Trace never changes what a rule says: with recording off every call returns what it was given.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "core/exact.h"
#include "core/finding.h"
#include "core/mark.h"
#include "core/parameter.h"

namespace taqwim {

struct TraceNode {
    enum class Kind : std::uint8_t { clause, read, check, value, result, rounding, missing, note };
    enum class Relation : std::uint8_t {
        none,
        at_least,
        at_most,
        above,
        below,
        equals,
        is_in,
        is_not_in
    };
    enum class Form : std::uint8_t { number, day, text, yes_no };

    Kind kind = Kind::note;
    Relation relation = Relation::none;  // of a check
    Form form = Form::number;            // how left and right are to be read
    // Of a clause node: 0 not concluded, else 1 + Finding. Of a check: 1 when it holds.
    std::uint8_t state = 0;
    std::uint32_t size = 1;      // nodes in this subtree, itself included
    const char* name = nullptr;  // rule, fact, parameter or note
    const char* item =
        nullptr;  // what it is about: a subject, a term, a kind of absence; or a text value
    union {
        const char* clause = nullptr;    // of a clause node
        const ParameterInfo* parameter;  // of a read, and of a check against a list
    };
    Exact
        left;  // the value; of a clause node the number of its item (competency 3, unit 2), 0 when none
    Exact right;  // of a check what it is held against; of a rounding the rounded value

    [[nodiscard]] bool is_concluded() const { return kind == Kind::clause && state != 0; }
    [[nodiscard]] Finding finding() const { return static_cast<Finding>(state - 1); }
    [[nodiscard]] bool holds() const { return state == 1; }
};

// Keeps the nodes of one evaluation, in blocks. clear() keeps the blocks for the next evaluation. A node stays where
// it is for as long as its recording keeps it.
class TraceRecording {
public:
    TraceRecording() = default;
    TraceRecording(TraceRecording&& other) noexcept { *this = std::move(other); }
    TraceRecording& operator=(TraceRecording&& other) noexcept
    {
        blocks_ = std::exchange(other.blocks_, {});
        block_ = std::exchange(other.block_, nullptr);
        size_ = std::exchange(other.size_, 0);
        return *this;
    }

    [[nodiscard]] std::size_t size() const { return size_; }
    [[nodiscard]] const TraceNode& operator[](std::size_t index) const
    {
        return blocks_[index / k_block]->nodes[index % k_block];
    }
    void clear() { size_ = 0; }
    // Gives one block back, the last one first, without touching nodes still in use. False when none is left.
    bool release_block()
    {
        if (blocks_.empty())
            return false;
        blocks_.pop_back();
        size_ = std::min(size_, blocks_.size() * k_block);
        return true;
    }

private:
    friend class Trace;
    friend class TraceStep;
    static constexpr std::size_t k_block = 256;

    // Room for nodes. append() makes them one by one, so that a node is written once and a new block costs nothing.
    struct Block {
        Block() {}  // NOLINT: not "= default", which would need the nodes made
        union {
            std::array<TraceNode, k_block> nodes;
        };
    };

    // Made where the rule asks for it: making nodes is most of what a trace costs.
    [[gnu::always_inline]] TraceNode& append()
    {
        const std::size_t place = size_ % k_block;
        if (place == 0)
            enter_block();
        ++size_;
        return *std::construct_at(&block_->nodes[place]);
    }
    // The block that the next node stands in.
    [[gnu::noinline]] void enter_block()
    {
        if (size_ == blocks_.size() * k_block)
            blocks_.push_back(std::make_unique<Block>());
        block_ = blocks_[size_ / k_block].get();
    }

    std::vector<std::unique_ptr<Block>> blocks_;
    Block* block_ = nullptr;  // where append() stands
    std::size_t size_ = 0;
};

// One rule at work. Closes its node when it goes out of scope.
class [[nodiscard]] TraceStep {
public:
    TraceStep(const TraceStep&) = delete;
    TraceStep& operator=(const TraceStep&) = delete;
    ~TraceStep()
    {
        if (recording_ != nullptr)
            node_->size = static_cast<std::uint32_t>(recording_->size_ - index_);
    }

    // The value of a parameter; the trace keeps its name, date and status.
    template <class T>
    const T& read(const Parameter<T>& parameter)
    {
        if (recording_ != nullptr) {
            TraceNode& node = recording_->append();
            node.kind = TraceNode::Kind::read;
            node.name = parameter.info->name.c_str();
            node.parameter = parameter.info;
        }
        return parameter.value;
    }

    // A fact or an intermediate value that the reader of the reasons should see.
    void value(const char* name, const Exact& exact, const char* item = nullptr)
    {
        if (recording_ != nullptr)
            put(TraceNode::Kind::value, name, item, exact);
    }
    void value(const char* name, const Mark& mark, const char* item = nullptr)
    {
        value(name, mark.value, item);
    }
    void value(const char* name, Day day, const char* item = nullptr)
    {
        if (recording_ != nullptr)
            put(TraceNode::Kind::value, name, item, Exact(day.number)).form = TraceNode::Form::day;
    }
    void text(const char* name, const char* text)
    {
        if (recording_ != nullptr)
            put(TraceNode::Kind::value, name, text, Exact{}).form = TraceNode::Form::text;
    }

    // The value this rule computes.
    Exact result(const char* name, const Exact& exact)
    {
        if (recording_ != nullptr)
            put(TraceNode::Kind::result, name, nullptr, exact);
        return exact;
    }
    Mark result(const char* name, const Mark& mark) { return Mark(result(name, mark.value)); }
    int result(const char* name, int count)
    {
        if (recording_ != nullptr)
            put(TraceNode::Kind::result, name, nullptr, Exact(count));
        return count;
    }
    void result_text(const char* name, const char* text)
    {
        if (recording_ != nullptr)
            put(TraceNode::Kind::result, name, text, Exact{}).form = TraceNode::Form::text;
    }

    bool at_least(const char* name, const Exact& left, const Exact& right,
                  const char* item = nullptr)
    {
        return check(name, item, TraceNode::Relation::at_least, left, right, left >= right);
    }
    bool at_least(const char* name, const Mark& left, const Mark& right, const char* item = nullptr)
    {
        return at_least(name, left.value, right.value, item);
    }
    bool at_most(const char* name, const Exact& left, const Exact& right,
                 const char* item = nullptr)
    {
        return check(name, item, TraceNode::Relation::at_most, left, right, left <= right);
    }
    bool below(const char* name, const Mark& left, const Mark& right, const char* item = nullptr)
    {
        return check(name, item, TraceNode::Relation::below, left.value, right.value, left < right);
    }
    bool above(const char* name, const Exact& left, const Exact& right, const char* item = nullptr)
    {
        return check(name, item, TraceNode::Relation::above, left, right, left > right);
    }
    bool equals(const char* name, const Exact& left, const Exact& right, const char* item = nullptr)
    {
        return check(name, item, TraceNode::Relation::equals, left, right, left == right);
    }
    // No later than: the last day itself still counts.
    bool not_after(const char* name, Day day, Day last, const char* item = nullptr)
    {
        return check(name, item, TraceNode::Relation::at_most, Exact(day.number),
                     Exact(last.number), day <= last, TraceNode::Form::day);
    }
    bool not_before(const char* name, Day day, Day first, const char* item = nullptr)
    {
        return check(name, item, TraceNode::Relation::at_least, Exact(day.number),
                     Exact(first.number), day >= first, TraceNode::Form::day);
    }
    // A statement about the facts that is true or false by itself.
    bool is_so(const char* name, bool holds, const char* item = nullptr)
    {
        return check(name, item, TraceNode::Relation::none, Exact{}, Exact{}, holds,
                     TraceNode::Form::yes_no);
    }
    // Whether `value` stands in the parameter's list; the caller has looked.
    bool is_in(const char* name, const char* value, const ParameterInfo& list, bool holds)
    {
        if (recording_ != nullptr) {
            TraceNode& node = put(TraceNode::Kind::check, name, value, Exact{});
            node.relation = TraceNode::Relation::is_in;
            node.form = TraceNode::Form::text;
            node.state = holds ? 1 : 0;
            node.parameter = &list;
        }
        return holds;
    }

    // Brings a value to the nearest whole number, where a clause orders it.
    std::int64_t round_to_whole(const char* name, const Exact& exact, Ties ties)
    {
        const std::int64_t whole = exact.nearest(ties);
        if (recording_ != nullptr) {
            TraceNode& node = put(TraceNode::Kind::rounding, name, nullptr, exact);
            node.state = static_cast<std::uint8_t>(ties);
            node.right = Exact(whole);
        }
        return whole;
    }

    // A fact that is not there: the rule cannot say.
    Finding missing(const char* name, const char* item = nullptr, int number = 0)
    {
        if (recording_ != nullptr) {
            put(TraceNode::Kind::missing, name, item, Exact(number));
            conclude(Finding::undetermined);
        }
        return Finding::undetermined;
    }

    // A decision of the regulation's README («D30») or a proviso that was looked at and did not apply.
    void note(const char* name, const char* item = nullptr)
    {
        if (recording_ != nullptr)
            put(TraceNode::Kind::note, name, item, Exact{});
    }

    Finding conclude(Finding finding)
    {
        if (recording_ != nullptr)
            node_->state = static_cast<std::uint8_t>(1 + static_cast<int>(finding));
        return finding;
    }
    bool conclude(bool met)
    {
        conclude(met ? Finding::met : Finding::not_met);
        return met;
    }

private:
    friend class Trace;
    TraceStep() = default;
    TraceStep(TraceRecording& recording, const char* clause, const char* rule, const char* item,
              int number)
        : recording_(&recording), index_(recording.size_)
    {
        node_ = &put(TraceNode::Kind::clause, rule, item, Exact(number));
        node_->clause = clause;
    }

    TraceNode& put(TraceNode::Kind kind, const char* name, const char* item, const Exact& left)
    {
        TraceNode& node = recording_->append();
        node.kind = kind;
        node.name = name;
        node.item = item;
        node.left = left;
        return node;
    }
    bool check(const char* name, const char* item, TraceNode::Relation relation, const Exact& left,
               const Exact& right, bool holds, TraceNode::Form form = TraceNode::Form::number)
    {
        if (recording_ != nullptr) {
            TraceNode& node = put(TraceNode::Kind::check, name, item, left);
            node.relation = relation;
            node.form = form;
            node.state = holds ? 1 : 0;
            node.right = right;
        }
        return holds;
    }

    TraceRecording* recording_ = nullptr;
    TraceNode* node_ = nullptr;
    std::size_t index_ = 0;
};

class Trace {
public:
    // Keeps nothing.
    [[nodiscard]] static Trace off() { return Trace(); }
    explicit Trace(TraceRecording& recording) : recording_(&recording) {}

    [[nodiscard]] bool is_recording() const { return recording_ != nullptr; }

    // Opens the node of one rule. `item` and `number` say what it is about: a subject, a term, competency 3.
    TraceStep enter(const char* clause, const char* rule, const char* item = nullptr,
                    int number = 0)
    {
        if (recording_ == nullptr)
            return TraceStep();
        return TraceStep(*recording_, clause, rule, item, number);
    }

private:
    Trace() = default;
    TraceRecording* recording_ = nullptr;
};

}  // namespace taqwim
