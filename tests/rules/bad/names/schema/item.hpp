// SPDX-License-Identifier: GPL-3.0-or-later
class ItemManager {};  // refused: type-name
struct [[nodiscard]] PageInfo : Page {};  // refused: type-name
enum class LinkData { a };  // refused: type-name
template <class T> struct ListHelper<T*> {};  // refused: type-name
using RowHandler = int;  // refused: type-name
class Forward;
class WriterImpl final : public Writer {};  // refused: type-name
struct UserBase;  // refused: type-name
struct Metadata {};
struct Database {};
struct Baseline {};
auto x = find<struct PageInfo>(y);  // class PageInfo {}
